package discedge.fred;

import java.util.Comparator;

/**
 * A source of numbered writes: a node, and an epoch that changes when the node starts without its old memory.
 *
 * @param epoch random or a start time; equal only for the same life of the same store
 */
public record Origin(String node, long epoch) implements Comparable<Origin> {
    private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::node).thenComparingLong(Origin::epoch);

    /** By node, then epoch: an order without meaning, so that what a replica does is the same in every run. */
    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }
}
