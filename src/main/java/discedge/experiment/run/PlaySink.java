package discedge.experiment.run;

import discedge.event.EventSink;

/** Where a player reports: events, and the texts that events leave out. From any thread; does not block and does not throw. */
public interface PlaySink extends EventSink {
    /**
     * A piece of an answer's text reached the client; who only counts events does not hear of it.
     *
     * @param attempt from 1; the first piece of a later attempt replaces what an earlier one brought
     */
    default void piece(int turn, int attempt, String text) {}
}
