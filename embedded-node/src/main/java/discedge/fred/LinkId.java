package discedge.fred;

/**
 * One open stream between two replicas.
 *
 * @param number unique within the node's life
 * @param dialled true where this node opened it and sends its items on it; false where the peer did
 * @param address host:port this node dialled; for the other kind where the connection came from
 */
public record LinkId(long number, boolean dialled, String address) {}
