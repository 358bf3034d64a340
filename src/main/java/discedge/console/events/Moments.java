package discedge.console.events;

import discedge.event.ClientEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.world.Alarm;
import java.time.Duration;
import java.time.Instant;

/** Where the cursor goes for an event. */
final class Moments {
    private static final Duration BEFORE = Duration.ofSeconds(5);

    private Moments() {}

    /** What went wrong, or waited, is shown from 5 s before it, so that one sees how it came; all else is shown as it happens. */
    static Duration before(NodeEvent event) {
        return switch (event) {
            case TurnEvent.Refused _, TurnEvent.Waiting _, TurnEvent.Waited _, ClientEvent.Failed _, LifeEvent.Killed _, WatchEvent.Lost _ -> BEFORE;
            case NodeEvent other -> Alarm.of(new TimedEvent(1, Instant.EPOCH, other)).isPresent() ? BEFORE : Duration.ZERO;
        };
    }
}
