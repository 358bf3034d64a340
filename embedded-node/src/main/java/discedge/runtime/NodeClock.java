package discedge.runtime;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The node's time: the wall clock when the node started, carried on by the monotonic clock, in whole microseconds. It never
 * goes back and never jumps, whatever is done to the wall clock; it misses the time a machine sleeps.
 */
public final class NodeClock implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos).truncatedTo(ChronoUnit.MICROS);
    }
}
