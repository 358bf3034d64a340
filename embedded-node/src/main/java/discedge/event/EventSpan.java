package discedge.event;

/**
 * Which events of a node can be had.
 *
 * @param epoch another one after each start of the node: ids of different epochs say nothing of each other
 * @param first id of the oldest event kept; one above {@code last} if none is
 * @param last id of the newest one, 0 before the first
 */
public record EventSpan(String epoch, long first, long last) {}
