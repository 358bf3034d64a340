package discedge.lab.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Where a client is and which node it speaks to. Safe for many threads. */
final class Whereabouts {
    /** Hears of each change of node. */
    interface Roams {
        void roamed(String from, String to, String why);
    }

    private final Nodes nodes;
    private final Roams roams;
    private final Set<String> failed = new HashSet<>();
    private Position position;
    private String current = "";

    Whereabouts(Nodes nodes, Position position, Roams roams) {
        this.nodes = nodes;
        this.position = position;
        this.roams = roams;
    }

    /** The node to ask now; the nearest one, if none was chosen or the chosen one is no more. */
    synchronized Place place() {
        if (!nodes.has(current)) go(nearest().orElseThrow(() -> new IllegalStateException("there is no node to ask")).name(), "nearest");
        return nodes.place(current);
    }

    synchronized Position position() {
        return position;
    }

    /** The chosen node; empty before the first choice. */
    synchronized String current() {
        return current;
    }

    synchronized void moveTo(Position position) {
        this.position = position;
        nearest().ifPresent(place -> go(place.name(), "nearest"));
    }

    synchronized void goTo(String name) {
        go(nodes.place(name).name(), "chosen");
    }

    /** A new turn begins: every node may be tried again. */
    synchronized void forgive() {
        failed.clear();
    }

    /**
     * Leaves a node that fails for the nearest one that has not failed in this turn; once all have, round again.
     *
     * @return true if the node it is at now has not failed in this turn
     */
    synchronized boolean moveOn(String from) {
        if (!current.equals(from)) return true;
        failed.add(from);
        Optional<Place> fresh = nextNearest();
        if (fresh.isEmpty()) {
            failed.clear();
            failed.add(from);
        }
        nextNearest().ifPresent(place -> go(place.name(), "retry"));
        return fresh.isPresent();
    }

    /** Waits, at most so long, at a node; shorter if the client goes elsewhere, or is {@linkplain #wake woken} and cut short. */
    synchronized void pause(Duration pause, String at, BooleanSupplier cutShort) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (end - System.nanoTime() > 0 && current.equals(at) && !cutShort.getAsBoolean())
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
    }

    synchronized void wake() {
        notifyAll();
    }

    private Optional<Place> nearest() {
        return nodes.byDistance(position).stream().findFirst();
    }

    private Optional<Place> nextNearest() {
        return nodes.byDistance(position).stream().filter(place -> !failed.contains(place.name())).findFirst();
    }

    private void go(String to, String why) {
        if (to.equals(current)) return;
        String from = current;
        current = to;
        notifyAll();
        roams.roamed(from, to, why);
    }
}
