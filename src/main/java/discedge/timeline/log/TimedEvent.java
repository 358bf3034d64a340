package discedge.timeline.log;

import discedge.event.EventJson;
import discedge.event.NodeEvent;
import discedge.event.RecordedEvent;
import java.time.Instant;

/**
 * An event at its place on the timeline.
 *
 * @param time never before that of the event before; {@code event().at()} is what the place's own clock said
 */
public record TimedEvent(long id, Instant time, NodeEvent event) {
    public RecordedEvent recorded() {
        return new RecordedEvent(id, event);
    }

    /** Group and kind, as {@code turn.committed}. */
    public String type() {
        return EventJson.typeName(event);
    }
}
