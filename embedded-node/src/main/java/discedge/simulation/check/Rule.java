package discedge.simulation.check;

import discedge.event.NodeEvent;

/** Judges some of the invariants while it is told the history. Its doc comment says which, over which events. */
interface Rule {
    /** The next event. {@link Facts} know the whole history already, {@link Replicas} all up to and with this event. */
    void on(NodeEvent event, int index);

    /** The history is over. */
    default void end(Ending ending, int size) {}
}
