package discedge.lab.link;

/**
 * What a link has carried since it was made. To set apart what connecting costs, take the counts once all is connected and
 * subtract them from later ones with {@link #since}.
 *
 * @param forward TCP payload bytes that the first end sent, counted as the link accepts them
 * @param backward TCP payload bytes that the second end sent
 * @param connections connections accepted, from either end
 */
public record LinkCounts(long forward, long backward, long connections) {
    public static final LinkCounts ZERO = new LinkCounts(0, 0, 0);

    /** What came after {@code earlier}. */
    public LinkCounts since(LinkCounts earlier) {
        return new LinkCounts(forward - earlier.forward, backward - earlier.backward, connections - earlier.connections);
    }

    public LinkCounts plus(LinkCounts other) {
        return new LinkCounts(forward + other.forward, backward + other.backward, connections + other.connections);
    }

    /** Bytes of one direction. */
    public long bytes(Direction direction) {
        return switch (direction) {
            case FORWARD -> forward;
            case BACKWARD -> backward;
        };
    }

    /** Bytes of both directions. */
    public long bytes() {
        return forward + backward;
    }
}
