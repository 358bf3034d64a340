package discedge.fred;

/**
 * A source of numbered writes: a node, and an epoch that changes when the node starts without its old memory.
 *
 * @param epoch random or a start time; equal only for the same life of the same store
 */
public record Origin(String node, long epoch) {}
