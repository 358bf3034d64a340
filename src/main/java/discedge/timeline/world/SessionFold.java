package discedge.timeline.world;

import discedge.event.ClientEvent;
import discedge.event.NodeEvent;
import discedge.event.PrewarmEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.world.RecordState.Arrival;
import discedge.timeline.world.SessionState.Answer;
import discedge.timeline.world.SessionState.Totals;
import discedge.timeline.world.SessionState.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What an event says about the session it is about. */
final class SessionFold {
    private SessionFold() {}

    static SessionState apply(SessionState session, TimedEvent seen, Clocks clocks) {
        Instant time = seen.time();
        return switch (seen.event()) {
            case TurnEvent event -> turn(session, event, seen);
            case ClientEvent event -> client(session, event, time);
            case ReplicaEvent.Written event -> stored(session, event.key(), event.node(), event.node(), event.bytes(), Duration.ZERO, seen);
            case ReplicaEvent.Arrived event -> stored(session, event.key(), event.origin(), event.node(), event.bytes(), clocks.lag(event), seen);
            case ReplicaEvent.HeadMoved event -> session.head(event.node(), new Head(event.have(), event.head(), event.tokens(), time, seen.id()));
            case ReplicaEvent.GapSeen event -> session.flags(session.flags().gap(event.node(), event.missing()));
            case ReplicaEvent.GapFilled event -> session.flags(session.flags().gap(event.node(), List.of()));
            case ReplicaEvent.ForkSeen event -> forked(session, event.turn());
            case ReplicaEvent.Deleted event -> session.headGone(event.node()).flags(session.flags().gap(event.node(), List.of()).asDeleted());
            case ReplicaEvent.Expired event -> session.headGone(event.node()).flags(session.flags().gap(event.node(), List.of()).asExpired());
            case WatchEvent.Listed event -> listed(session, event, seen);
            case PrewarmEvent.Used event -> session.turns().find(event.turn()).map(turn -> session.turn(TurnFold.used(turn, event))).orElse(session);
            case NodeEvent other -> session;
        };
    }

    /** What events have told is finer; a list says what they did not. */
    private static SessionState listed(SessionState session, WatchEvent.Listed seen, TimedEvent timed) {
        Who who = session.who();
        SessionState known = session.who(new Who(who.user().isEmpty() ? seen.user() : who.user(), who.client(), who.mode().isEmpty() ? seen.mode() : who.mode(),
                who.consistency(), who.maxWait()));
        Totals t = known.totals();
        if (seen.bytes() > t.bytes()) known = known.totals(new Totals(seen.bytes(), t.retries(), t.firstToken(), t.requestBytes()));
        if (seen.deleted()) return known.headGone(seen.node()).flags(known.flags().asDeleted());
        if (seen.head().isEmpty()) return known;
        return known.asked(known.node().isEmpty() ? seen.node() : known.node(), seen.turn())
                .head(seen.node(), new Head(seen.turn(), seen.head().get(), seen.tokens(), timed.time(), timed.id()));
    }

    private static SessionState turn(SessionState session, TurnEvent event, TimedEvent timed) {
        SessionState now = session.active(timed.time());
        if (event instanceof TurnEvent.Received seen) return received(now, seen, timed.time());
        Optional<TurnState> before = now.turns().find(event.turn());
        SessionState told = before.map(turn -> now.turn(TurnFold.apply(turn, event, timed.time()))).orElse(now);
        return switch (event) {
            case TurnEvent.Committed seen -> committed(told, seen, timed);
            case TurnEvent.Answered seen when told.who().client().isEmpty() -> told.answered(new Answer(seen.turn(), seen.hash()));
            case TurnEvent.Refused seen when seen.code().equals("window_full") ->
                    told.flags(told.flags().asWindowFull());
            case TurnEvent other -> told;
        };
    }

    private static SessionState received(SessionState session, TurnEvent.Received seen, Instant time) {
        Who who = session.who();
        Optional<TurnState> known = session.turns().find(seen.turn());
        TurnState turn = TurnFold.received(known, seen, time);
        boolean retry = who.client().isEmpty() && turn.asked().attempts() > 1;
        Totals totals = session.totals();
        SessionState asked = who.client().isEmpty() ? session.asked(seen.node(), seen.turn()) : session;
        return asked.who(new Who(seen.user().isEmpty() ? who.user() : seen.user(), who.client(), seen.mode(), seen.consistency(), Optional.of(seen.deadline())))
                .totals(retry ? new Totals(totals.bytes(), totals.retries() + 1, totals.firstToken(), totals.requestBytes()) : totals).turn(turn);
    }

    private static SessionState committed(SessionState session, TurnEvent.Committed seen, TimedEvent timed) {
        String name = RecordName.of(seen.turn(), seen.hash());
        RecordState record = session.records().find(name).orElseGet(() -> RecordState.first(name, seen.node(), timed.time(), seen.bytes()));
        SessionState counted = session.records().has(name) ? session : bytes(session, seen.bytes());
        return counted.record(record.committed(seen.hash(), seen.before(), seen.bytes()).at(seen.node(),
                record.replicas().find(seen.node()).orElseGet(() -> new Arrival(timed.time(), Duration.ZERO, timed.id()))));
    }

    private static SessionState stored(SessionState session, String key, String origin, String node, int bytes, Duration lag, TimedEvent timed) {
        if (!RecordName.isTurn(key)) return session;
        String name = RecordName.of(key);
        Optional<RecordState> known = session.records().find(name);
        SessionState counted = known.isPresent() ? session : bytes(session, bytes);
        RecordState record = known.orElseGet(() -> RecordState.first(name, origin, timed.time(), bytes));
        return counted.record(record.at(node, new Arrival(timed.time(), lag, timed.id())));
    }

    private static SessionState bytes(SessionState session, int more) {
        Totals t = session.totals();
        return session.totals(new Totals(t.bytes() + more, t.retries(), t.firstToken(), t.requestBytes()));
    }

    private static SessionState forked(SessionState session, int turn) {
        var turns = new TreeSet<>(session.flags().forkedTurns());
        return turns.add(turn) ? session.flags(session.flags().forkedAt(turns)) : session;
    }

    private static SessionState client(SessionState session, ClientEvent event, Instant time) {
        SessionState now = session.active(time);
        return switch (event) {
            case ClientEvent.Roamed seen -> session.asked(seen.node(), 0).who(named(session.who(), seen.client()));
            case ClientEvent.Sent seen -> sent(now, seen, time);
            case ClientEvent.FirstToken seen -> told(now, seen, seen.turn(), time).totals(
                    new Totals(now.totals().bytes(), now.totals().retries(), Optional.of(seen.since()), now.totals().requestBytes()));
            case ClientEvent.Acknowledged seen -> told(now, seen, seen.turn(), time).answered(new Answer(seen.turn(), seen.hash()));
            case ClientEvent.Failed seen -> told(now, seen, seen.turn(), time);
            case ClientEvent.TurnBytes seen -> told(now, seen, seen.turn(), time).totals(
                    new Totals(now.totals().bytes(), now.totals().retries(), now.totals().firstToken(), Optional.of(seen.requestBytes())));
            case ClientEvent.Deleted seen -> now;
        };
    }

    private static Who named(Who who, String client) {
        return new Who(who.user(), client, who.mode(), who.consistency(), who.maxWait());
    }

    private static SessionState sent(SessionState session, ClientEvent.Sent seen, Instant time) {
        Totals t = session.totals();
        var who = new Who(session.who().user(), seen.client(), seen.mode(), seen.consistency(), session.who().maxWait());
        return session.asked(seen.node(), seen.turn()).who(who)
                .totals(seen.attempt() > 1 ? new Totals(t.bytes(), t.retries() + 1, t.firstToken(), t.requestBytes()) : t)
                .turn(TurnFold.sent(session.turns().find(seen.turn()), seen, time));
    }

    private static SessionState told(SessionState session, ClientEvent event, int turn, Instant time) {
        return session.turns().find(turn).map(known -> session.turn(TurnFold.apply(known, event, time))).orElse(session);
    }
}
