package discedge.timeline.world;

import discedge.event.FredEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.ReplicaEvent;
import discedge.event.WatchEvent;
import discedge.session.SessionId;
import discedge.timeline.log.EventFilter;
import discedge.timeline.log.TimedEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that should not be.
 *
 * @param event id of the event that says so
 * @param what in words
 */
public record Alarm(long event, Instant time, Kind kind, String node, Optional<SessionId> session, String what) {
    /** What it is about. */
    public enum Kind { FORK, RECORD_REFUSED, WRITE_FAILED, LOG_DAMAGED, MODEL_MISMATCH, FRED_TROUBLE }

    /** What is wrong about an event; empty if nothing is. */
    public static Optional<Alarm> of(TimedEvent seen) {
        return switch (seen.event()) {
            case ReplicaEvent.ForkSeen fork -> alarm(seen, Kind.FORK, "turn " + fork.turn() + " has " + fork.hashes().size() + " records");
            case ReplicaEvent.Refused refused -> alarm(seen, Kind.RECORD_REFUSED, "an item from " + refused.from() + " was refused: " + refused.why());
            case ReplicaEvent.WriteFailed failed -> alarm(seen, Kind.WRITE_FAILED, "an item could not be stored: " + failed.why());
            case ReplicaEvent.Recovered read when read.damaged() > 0 ->
                    alarm(seen, Kind.LOG_DAMAGED, "the log has " + read.damaged() + " places that cannot be read; they are asked for from peers");
            case PeerEvent.Mismatch other -> alarm(seen, Kind.MODEL_MISMATCH, other.peer() + " serves another model or tokenizer");
            case FredEvent fred -> trouble(fred).flatMap(what -> alarm(seen, Kind.FRED_TROUBLE, what));
            case WatchEvent.Fred fred -> fred.said().stream().flatMap(said -> trouble(said).stream()).findFirst().flatMap(what -> alarm(seen, Kind.FRED_TROUBLE, what));
            case NodeEvent other -> Optional.empty();
        };
    }

    private static Optional<String> trouble(FredEvent said) {
        return switch (said) {
            case FredEvent.Trouble fred -> Optional.of("FReD at " + fred.address() + " cannot be used: " + fred.why());
            case FredEvent.Trigger fred -> fred.registered() ? Optional.empty() : Optional.of("FReD's trigger is lost: " + fred.why());
            case FredEvent.Ready _, FredEvent.Members _, FredEvent.Compared _ -> Optional.empty();
        };
    }

    private static Optional<Alarm> alarm(TimedEvent seen, Kind kind, String what) {
        return Optional.of(new Alarm(seen.id(), seen.time(), kind, seen.event().node(), EventFilter.sessionOf(seen.event()), what));
    }
}
