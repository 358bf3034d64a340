package discedge.event;

/** Follows a log of events from some place on. Called by one thread, in the order of ids. */
public interface EventReader {
    void event(RecordedEvent event);

    /**
     * Events that are no longer there: they happened, and this reader will not see them.
     *
     * @param from id of the first of them
     * @param to id of the last one
     */
    void gap(long from, long to);
}
