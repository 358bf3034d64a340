package discedge.timeline.world;

/**
 * One direction of a link.
 *
 * @param from node or client
 */
public record LinkKey(String from, String to) implements Comparable<LinkKey> {
    public LinkKey back() {
        return new LinkKey(to, from);
    }

    @Override
    public int compareTo(LinkKey other) {
        int byFrom = from.compareTo(other.from);
        return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }
}
