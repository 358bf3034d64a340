package discedge.timeline.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * Events per part of a time range. Each part is looked at in quarters, so that a burst, or a pause, inside it still shows
 * however far one zooms out.
 */
public final class Density {
    private static final int QUARTERS = 4;

    private final Duration bucket;
    private final long[] counts;
    private final long[] least;
    private final long[] most;

    private Density(Duration bucket, long[] counts, long[] least, long[] most) {
        this.bucket = bucket;
        this.counts = counts;
        this.least = least;
        this.most = most;
    }

    /** @param before how many events lie before a time */
    static Density of(Instant from, Instant to, int buckets, ToLongFunction<Instant> before) {
        var counts = new long[buckets];
        var least = new long[buckets];
        var most = new long[buckets];
        Arrays.fill(least, Long.MAX_VALUE);
        long span = Math.max(1, Duration.between(from, to).toNanos());
        int parts = buckets * QUARTERS;
        long seen = before.applyAsLong(from);
        for (int part = 0; part < parts; part++) {
            long end = (long) ((double) span * (part + 1) / parts);
            long until = before.applyAsLong(part == parts - 1 ? to.plusNanos(1) : from.plusNanos(end));
            int bucket = part / QUARTERS;
            counts[bucket] += until - seen;
            least[bucket] = Math.min(least[bucket], until - seen);
            most[bucket] = Math.max(most[bucket], until - seen);
            seen = until;
        }
        return new Density(Duration.ofNanos(span / Math.max(1, buckets)), counts, least, most);
    }

    public int buckets() {
        return counts.length;
    }

    /** Length of a bucket. */
    public Duration bucket() {
        return bucket;
    }

    /** Events in the bucket. */
    public long count(int bucket) {
        return counts[bucket];
    }

    /** Events in its emptiest quarter, times four: the lowest rate seen in it. */
    public long least(int bucket) {
        return least[bucket] * QUARTERS;
    }

    /** Events in its fullest quarter, times four: the highest rate seen in it. */
    public long most(int bucket) {
        return most[bucket] * QUARTERS;
    }

    /** The highest {@link #most}; 0 if there is no event. */
    public long peak() {
        return Arrays.stream(most).max().orElse(0) * QUARTERS;
    }
}
