package discedge.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.random.RandomGenerator;

/** One address that is dialled again and again for as long as the node wants the peer. */
final class Peer {
    /** A dial under way is left this long before a wish to dial at once replaces it. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final String address;
    private final HostPort target;
    private final Switchboard board;
    private final Backoff backoff;
    private DialledLink current;
    private ScheduledFuture<?> timer;
    private boolean dropped;

    Peer(String address, Switchboard board, RandomGenerator random) {
        this.address = address;
        this.target = HostPort.parse(address);
        this.board = board;
        this.backoff = new Backoff(board.settings(), random);
    }

    String address() {
        return address;
    }

    void dial() {
        DialledLink link;
        synchronized (this) {
            if (dropped || current != null) return;
            stopTimer();
            link = new DialledLink(this, board);
            current = link;
        }
        // Looking up a host may wait for a name server, which a network thread must not.
        Thread.ofVirtual().name("dial " + address).start(() -> link.dial(target.resolve()));
    }

    void redialNow() {
        DialledLink stale;
        synchronized (this) {
            stale = current;
            if (stale != null && (stale.stands() || stale.age().compareTo(PATIENCE) < 0)) return;
        }
        if (stale != null) stale.abandon("dialled anew");
        dial();
    }

    /**
     * That dial, or the link it became, is over. Returns when the next one starts.
     *
     * @param stood how long there was a link; empty if there was none
     */
    synchronized Duration ended(DialledLink link, Optional<Duration> stood) {
        if (current != link) return Duration.ZERO;
        current = null;
        if (dropped) return Duration.ZERO;
        Duration wait = stood.map(backoff::afterLoss).orElseGet(backoff::afterFailure);
        timer = board.later(wait, this::dial);
        return wait;
    }

    /** Stops dialling and ends the link. */
    void drop(String why) {
        DialledLink link;
        synchronized (this) {
            dropped = true;
            stopTimer();
            link = current;
        }
        if (link != null) link.abandon(why);
    }

    /** Stops dialling; the sockets are somebody else's matter. */
    void forget() {
        DialledLink link;
        synchronized (this) {
            dropped = true;
            stopTimer();
            link = current;
        }
        if (link != null) link.discard();
    }

    private void stopTimer() {
        if (timer != null) timer.cancel(false);
        timer = null;
    }
}
