package discedge.event;

/**
 * An event with its place in a log.
 *
 * @param id from 1, rising by one within the log
 */
public record RecordedEvent(long id, NodeEvent event) {}
