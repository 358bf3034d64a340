package discedge.fred.kv;

import java.util.Comparator;

/**
 * When a record was made, such that no two have the same and a record made after another was seen is later: wall clock time
 * where clocks agree, a counter where they do not (hybrid logical clock, Kulkarni et al. 2014).
 *
 * @param millis since the epoch
 * @param count among those of the same time
 * @param node that made it
 */
public record Stamp(long millis, int count, String node) implements Comparable<Stamp> {
    private static final Comparator<Stamp> ORDER = Comparator.comparingLong(Stamp::millis).thenComparingInt(Stamp::count).thenComparing(Stamp::node);

    public static final Stamp NEVER = new Stamp(0, 0, "");

    /** The next one of a node, later than this. */
    Stamp next(long now, String by) {
        return now > millis ? new Stamp(now, 0, by) : new Stamp(millis, count + 1, by);
    }

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }
}
