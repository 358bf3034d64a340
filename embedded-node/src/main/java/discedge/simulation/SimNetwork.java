package discedge.simulation;

import discedge.fred.LinkId;
import discedge.fred.PeerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Streams between replicas, and single messages between clients and nodes. A stream keeps its order and loses nothing while
 * it lives, as TCP does: a cut holds its messages back, a dropped connection loses those under way. Different streams
 * overtake each other.
 */
final class SimNetwork {
    private static final Duration REDIAL = Duration.ofMillis(150);

    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final List<SimNode> nodes;
    /** {@code cut[a][b]}: nothing goes from a to b. */
    private final boolean[][] cut;
    private final List<Stream> streams = new ArrayList<>();
    private final Map<LinkId, Stream> byLink = new HashMap<>();
    private final Consumer<String> faults;
    /** When the last message from one node to another arrives, on whichever stream. */
    private final long[][] newestArrival;
    private long nextLink = 1;

    SimNetwork(Scheduler scheduler, RandomGenerator random, List<SimNode> nodes, int count, Consumer<String> faults) {
        this.faults = faults;
        this.newestArrival = new long[count][count];
        this.scheduler = scheduler;
        this.random = random;
        this.nodes = nodes;
        this.cut = new boolean[count][count];
    }

    /** One stream: {@code dialer} opened it to {@code accepter}. */
    private static final class Stream {
        final int dialer;
        final int accepter;
        LinkId atDialer;
        LinkId atAccepter;
        boolean open = true;
        /** When the last message to each side arrives: index 0 to the dialer, 1 to the accepter. */
        final long[] lastArrival = new long[2];
        final List<List<PeerMessage>> held = List.of(new ArrayList<>(), new ArrayList<>());

        Stream(int dialer, int accepter) {
            this.dialer = dialer;
            this.accepter = accepter;
        }
    }

    void cut(int from, int to) {
        cut[from][to] = true;
    }

    void heal(int from, int to) {
        cut[from][to] = false;
        for (Stream s : List.copyOf(streams)) {
            int side = s.dialer == from && s.accepter == to ? 1 : s.dialer == to && s.accepter == from ? 0 : -1;
            if (side < 0 || !s.open) continue;
            List<PeerMessage> waiting = List.copyOf(s.held.get(side));
            s.held.get(side).clear();
            waiting.forEach(m -> transmit(s, side, m));
        }
    }

    long delayMicros() {
        boolean slow = random.nextInt(12) == 0;
        if (slow) faults.accept("delay");
        return 200 + random.nextInt(slow ? 120_000 : 8_000);
    }

    /** Dials until it succeeds, for as long as the dialling life lasts. */
    void dial(int from, int to) {
        SimNode dialer = nodes.get(from);
        int life = dialer.life();
        scheduler.afterMicros(delayMicros(), () -> {
            if (!dialer.isUp() || dialer.life() != life) return;
            SimNode accepter = nodes.get(to);
            if (!accepter.isUp() || cut[from][to] || cut[to][from]) {
                scheduler.after(REDIAL, () -> {
                    if (dialer.isUp() && dialer.life() == life) dial(from, to);
                });
                return;
            }
            var stream = new Stream(from, to);
            stream.atDialer = new LinkId(nextLink++, true, accepter.name());
            stream.atAccepter = new LinkId(nextLink++, false, dialer.name());
            streams.add(stream);
            byLink.put(stream.atDialer, stream);
            byLink.put(stream.atAccepter, stream);
            accepter.opened(stream.atAccepter);
            dialer.opened(stream.atDialer);
        });
    }

    void send(LinkId link, PeerMessage message) {
        Stream s = byLink.get(link);
        if (s == null || !s.open) return;
        int side = link.equals(s.atDialer) ? 1 : 0;
        int from = side == 1 ? s.dialer : s.accepter;
        int to = side == 1 ? s.accepter : s.dialer;
        if (cut[from][to] || !s.held.get(side).isEmpty()) s.held.get(side).add(message);
        else transmit(s, side, message);
    }

    private void transmit(Stream s, int side, PeerMessage message) {
        int from = side == 1 ? s.dialer : s.accepter;
        int to = side == 1 ? s.accepter : s.dialer;
        long arrival = Math.max(s.lastArrival[side] + 1, scheduler.nowMicros() + delayMicros());
        s.lastArrival[side] = arrival;
        if (arrival < newestArrival[from][to]) faults.accept("reordering");
        else newestArrival[from][to] = arrival;
        scheduler.afterMicros(arrival - scheduler.nowMicros(), () -> {
            if (!s.open) return;
            if (cut[from][to]) s.held.get(side).add(message);
            else nodes.get(to).received(side == 1 ? s.atAccepter : s.atDialer, message);
        });
    }

    /** One side gives the stream up; the other hears of it later, unless the way there is cut. */
    void close(LinkId link, String why) {
        Stream s = byLink.get(link);
        if (s == null || !s.open) return;
        drop(s, why);
    }

    /** A random open stream breaks: what is under way is lost. */
    boolean dropOne() {
        List<Stream> open = streams.stream().filter(s -> s.open).toList();
        if (open.isEmpty()) return false;
        drop(open.get(random.nextInt(open.size())), "connection reset");
        return true;
    }

    void crashed(int node) {
        for (Stream s : List.copyOf(streams)) if (s.open && (s.dialer == node || s.accepter == node)) drop(s, "peer gone");
    }

    private void drop(Stream s, String why) {
        s.open = false;
        streams.remove(s);
        byLink.remove(s.atDialer);
        byLink.remove(s.atAccepter);
        int dialerLife = nodes.get(s.dialer).life();
        int accepterLife = nodes.get(s.accepter).life();
        scheduler.afterMicros(delayMicros(), () -> {
            SimNode dialer = nodes.get(s.dialer);
            if (!dialer.isUp() || dialer.life() != dialerLife) return;
            dialer.closed(s.atDialer, why, REDIAL);
            scheduler.after(REDIAL, () -> {
                if (dialer.isUp() && dialer.life() == dialerLife) dial(s.dialer, s.accepter);
            });
        });
        scheduler.afterMicros(delayMicros(), () -> {
            SimNode accepter = nodes.get(s.accepter);
            if (accepter.isUp() && accepter.life() == accepterLife) accepter.closed(s.atAccepter, why, Duration.ZERO);
        });
    }
}
