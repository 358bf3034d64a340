package discedge.timeline.world;

/** Where a turn's time goes, in the order of the waterfall. */
public enum Stage {
    /** For the engine. */
    QUEUE,
    /** For the replica to catch up. */
    WAIT,
    PREFILL,
    DECODE,
    COMMIT,
    /** Between client and node. */
    NETWORK,
    /** What nothing accounts for. */
    UNKNOWN
}
