package discedge.lab.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A node's clock against ours, from what it says as it answers. The answer was made somewhere within the round trip, so the
 * offset is known to half of it; the shortest of the last {@value #KEPT} round trips tells most. Safe for many threads.
 */
final class ClockOffset {
    static final int KEPT = 16;

    private final Deque<Estimate> last = new ArrayDeque<>();

    /** @param offset the node's clock is so much ahead of ours */
    record Estimate(Duration offset, Duration uncertainty) {
        /** A time by the node's clock that ours has not reached, however wrong the estimate may be. */
        boolean isToCome(Instant said, Instant now, Duration tolerance) {
            return said.isAfter(now.plus(offset).plus(uncertainty).plus(tolerance));
        }
    }

    /**
     * @param asked by our clock
     * @param said by the node's clock, as it answered
     * @param roundTrip by a clock that does not jump
     */
    synchronized Estimate measured(Instant asked, Instant said, Duration roundTrip) {
        Duration half = roundTrip.dividedBy(2);
        last.addLast(new Estimate(Duration.between(asked.plus(half), said), half));
        if (last.size() > KEPT) last.removeFirst();
        Estimate best = last.getLast();
        for (Estimate one : last) if (one.uncertainty.compareTo(best.uncertainty) < 0) best = one;
        // A clock that was set makes old estimates wrong: then only the newest counts.
        if (best.offset.minus(last.getLast().offset).abs().compareTo(best.uncertainty.plus(half)) > 0) {
            Estimate newest = last.getLast();
            last.clear();
            last.add(newest);
            return newest;
        }
        return best;
    }
}
