package discedge.timeline.log;

import discedge.event.ClientEvent;
import discedge.event.FredEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.PrewarmEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.session.SessionId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which events to show.
 *
 * @param kinds types ({@code turn.committed}) or groups ({@code turn}); empty = all
 * @param nodes empty = all
 * @param text somewhere in the event, upper or lower case; empty = all
 * @param from, to places in time, both included
 */
public record EventFilter(Set<String> kinds, Set<String> nodes, Optional<SessionId> session, String text, Instant from, Instant to) {
    public static final EventFilter ALL = new EventFilter(Set.of(), Set.of(), Optional.empty(), "", Instant.MIN, Instant.MAX);

    public EventFilter {
        kinds = Set.copyOf(kinds);
        nodes = Set.copyOf(nodes);
        text = text.toLowerCase(Locale.ROOT);
    }

    public EventFilter withKinds(Set<String> kinds) {
        return new EventFilter(kinds, nodes, session, text, from, to);
    }

    public EventFilter withNodes(Set<String> nodes) {
        return new EventFilter(kinds, nodes, session, text, from, to);
    }

    public EventFilter withSession(SessionId session) {
        return new EventFilter(kinds, nodes, Optional.of(session), text, from, to);
    }

    public EventFilter withText(String text) {
        return new EventFilter(kinds, nodes, session, text, from, to);
    }

    public EventFilter between(Instant from, Instant to) {
        return new EventFilter(kinds, nodes, session, text, from, to);
    }

    public boolean matches(TimedEvent timed) {
        if (timed.time().isBefore(from) || timed.time().isAfter(to)) return false;
        if (!nodes.isEmpty() && !nodes.contains(timed.event().node())) return false;
        if (!kinds.isEmpty() && !ofKind(timed.type())) return false;
        if (session.isPresent() && !session.equals(sessionOf(timed.event()))) return false;
        return text.isEmpty() || timed.type().contains(text) || timed.event().toString().toLowerCase(Locale.ROOT).contains(text);
    }

    private boolean ofKind(String type) {
        return kinds.contains(type) || kinds.contains(type.substring(0, type.indexOf('.')));
    }

    /** The session an event is about. */
    public static Optional<SessionId> sessionOf(NodeEvent event) {
        return switch (event) {
            case TurnEvent turn -> Optional.of(turn.session());
            case ReplicaEvent.Written seen -> ofKey(seen.key());
            case ReplicaEvent.Sent seen -> ofKey(seen.key());
            case ReplicaEvent.Arrived seen -> ofKey(seen.key());
            case ReplicaEvent.Refused seen -> ofKey(seen.key());
            case ReplicaEvent.WriteFailed seen -> ofKey(seen.key());
            case ReplicaEvent.HeadMoved seen -> Optional.of(seen.session());
            case ReplicaEvent.GapSeen seen -> Optional.of(seen.session());
            case ReplicaEvent.GapFilled seen -> Optional.of(seen.session());
            case ReplicaEvent.ForkSeen seen -> Optional.of(seen.session());
            case ReplicaEvent.Deleted seen -> Optional.of(seen.session());
            case ReplicaEvent.Expired seen -> Optional.of(seen.session());
            case ReplicaEvent.DeleteAcknowledged seen -> Optional.of(seen.session());
            case ReplicaEvent.Acknowledged seen -> Optional.empty();
            case ReplicaEvent.Recovered seen -> Optional.empty();
            case ClientEvent.Roamed seen -> seen.session();
            case ClientEvent.Sent seen -> Optional.of(seen.session());
            case ClientEvent.FirstToken seen -> Optional.of(seen.session());
            case ClientEvent.Acknowledged seen -> Optional.of(seen.session());
            case ClientEvent.Failed seen -> Optional.of(seen.session());
            case ClientEvent.Deleted seen -> Optional.of(seen.session());
            case ClientEvent.TurnBytes seen -> Optional.of(seen.session());
            case PeerEvent seen -> Optional.empty();
            case LifeEvent seen -> Optional.empty();
            case LabEvent seen -> Optional.empty();
            case WatchEvent.Listed seen -> Optional.of(seen.session());
            case WatchEvent seen -> Optional.empty();
            case FredEvent seen -> Optional.empty();
            case PrewarmEvent seen -> Optional.of(seen.session());
        };
    }

    private static Optional<SessionId> ofKey(String key) {
        if (key.length() < SessionId.LENGTH) return Optional.empty();
        String id = key.substring(0, SessionId.LENGTH);
        return SessionId.isValid(id) ? Optional.of(new SessionId(id)) : Optional.empty();
    }
}
