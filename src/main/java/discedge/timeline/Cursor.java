package discedge.timeline;

import java.time.Instant;

/** Where on the timeline one looks. */
public sealed interface Cursor {
    /** At the newest event, and on with every new one. */
    record Live() implements Cursor {}

    /**
     * At one moment, while events keep arriving.
     *
     * @param event the last one that counts; of several at the same time the later ones need not
     * @param time at or after that event
     */
    record Held(long event, Instant time) implements Cursor {}
}
