package discedge.experiment.run;

import discedge.event.NodeEvent;
import java.time.Instant;

/** Watches a run as it happens. All calls come from one thread. */
public interface RunWatcher {
    /** @param rows the projection with this event in it */
    void event(NodeEvent event, TurnRows rows);

    /** A piece of an answer's text, as {@link PlaySink#piece} has it. */
    default void piece(int turn, int attempt, String text) {}

    /** About ten times a second. */
    void tick(Instant now, TurnRows rows);

    /** Nothing comes after this. */
    void end(TurnRows rows);
}
