package discedge.timeline.world;

/** Where a node is in its life, as its events say. */
public enum Life {
    /** Something was heard of it, not that it started. */
    UNKNOWN,
    UP,
    /** Takes no new requests. */
    STOPPING,
    STOPPED,
    KILLED;

    /** It may answer a request. */
    public boolean answers() {
        return this == UP || this == UNKNOWN;
    }
}
