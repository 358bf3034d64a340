package discedge.timeline.world;

/** How far a turn is. */
public enum Phase {
    /** The client has sent it; the node has not said so. */
    SENT,
    RECEIVED,
    /** For the replica to catch up. */
    WAITING,
    /** For the engine. */
    QUEUED,
    PREFILL,
    DECODING,
    /** The answer is complete, its record not written yet. */
    COMMITTING,
    /** Its last byte is on its way. */
    ANSWERED,
    /** The client has the answer. */
    ACKNOWLEDGED,
    /** The last attempt was refused or broke; another may follow. */
    FAILED,
    /** No attempt follows. */
    GIVEN_UP;

    /** Nothing more comes of it. */
    public boolean ended() {
        return this == ACKNOWLEDGED || this == GIVEN_UP;
    }

    /** An engine works for it. */
    public boolean streaming() {
        return this == PREFILL || this == DECODING;
    }
}
