package discedge.timeline.world;

/** Where a figure comes from. */
public enum Source {
    /** An engine that only plays the time a machine would take. */
    SIMULATED,
    /** Nodes in this process: measured, over links of the lab. */
    EMBEDDED,
    /** Nodes elsewhere: measured. */
    REMOTE,
    /** Nodes in this process and elsewhere: measured. */
    MIXED
}
