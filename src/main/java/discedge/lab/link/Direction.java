package discedge.lab.link;

/** Which way bytes travel on a link, seen from its two ends. */
public enum Direction {
    /** From the link's first end to its second. */
    FORWARD,
    /** From the link's second end to its first. */
    BACKWARD;

    public Direction opposite() {
        return switch (this) {
            case FORWARD -> BACKWARD;
            case BACKWARD -> FORWARD;
        };
    }
}
