package discedge.timeline.world;

import discedge.event.ClientEvent;
import discedge.event.PrewarmEvent;
import discedge.event.TurnEvent;
import discedge.timeline.world.TurnState.Asked;
import discedge.timeline.world.TurnState.Outcome;
import discedge.timeline.world.TurnState.Refusal;
import discedge.timeline.world.TurnState.Tokens;
import discedge.timeline.world.TurnState.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a node's and a client's events say about one turn. */
final class TurnFold {
    private TurnFold() {}

    // ---- at the node

    static TurnState received(Optional<TurnState> known, TurnEvent.Received seen, Instant time) {
        boolean byClient = known.filter(turn -> !turn.asked().client().isEmpty()).isPresent();
        if (byClient) {
            TurnState turn = known.get();
            Asked asked = turn.asked();
            if (!asked.node().equals(seen.node()) || turn.phase() != Phase.SENT) return turn;
            return turn.asked(new Asked(asked.client(), asked.node(), seen.mode(), seen.consistency(), asked.attempts(), asked.first(), asked.last(),
                    asked.lastAt(), seen.request())).in(Phase.RECEIVED, time);
        }
        boolean again = known.filter(TurnState::running).or(() -> known.filter(turn -> turn.phase() == Phase.FAILED)).isPresent();
        int attempts = again ? known.get().asked().attempts() + 1 : 1;
        Instant first = again ? known.get().asked().first() : time;
        var asked = new Asked("", seen.node(), seen.mode(), seen.consistency(), attempts, first, time, seen.at(), seen.request());
        TurnState turn = TurnState.first(seen.turn(), asked, Phase.RECEIVED, time);
        return again ? turn.outcome(known.get().outcome()) : turn;
    }

    /** An event of a node that is not the one asked last says nothing about this attempt. */
    static TurnState apply(TurnState turn, TurnEvent event, Instant time) {
        if (!turn.asked().node().equals(event.node())) return turn;
        Stages s = turn.stages();
        Tokens t = turn.tokens();
        return switch (event) {
            case TurnEvent.Received seen -> turn;
            case TurnEvent.Waiting seen -> turn.in(Phase.WAITING, time);
            case TurnEvent.Waited seen -> turn.in(Phase.RECEIVED, time).stages(s.with(Stage.WAIT, seen.waited()));
            case TurnEvent.Joined seen -> turn;
            case TurnEvent.PromptBuilt seen -> turn.in(Phase.QUEUED, time).tokens(new Tokens(seen.contextTokens(), seen.promptTokens(), 0, 0, 0, 0));
            case TurnEvent.PrefillStarted seen -> turn.in(Phase.PREFILL, time).stages(s.with(Stage.QUEUE, seen.queued()));
            case TurnEvent.Prefilled seen -> turn.in(Phase.DECODING, time).stages(s.with(Stage.PREFILL, seen.took()))
                    .tokens(new Tokens(Math.max(0, seen.tokens() - t.prompt()), Math.min(t.prompt(), seen.tokens()), seen.cachedTokens(), 0, 0, t.ahead()));
            case TurnEvent.FirstToken seen -> turn.stages(s.first());
            case TurnEvent.Decoded seen -> turn.in(Phase.COMMITTING, time).stages(s.with(Stage.DECODE, seen.took()))
                    .tokens(new Tokens(t.context(), t.prompt(), t.cached(), seen.tokens(), t.added(), t.ahead()));
            case TurnEvent.Committed seen -> committed(turn, seen);
            case TurnEvent.Answered seen -> answered(turn, seen, time);
            case TurnEvent.Refused seen -> refused(turn, seen, time);
            case TurnEvent.ClientGone seen -> turn;
        };
    }

    /** What was evaluated ahead of it, at the node that was asked last. */
    static TurnState used(TurnState turn, PrewarmEvent.Used seen) {
        Tokens t = turn.tokens();
        if (!turn.asked().node().equals(seen.node())) return turn;
        return turn.tokens(new Tokens(t.context(), t.prompt(), t.cached(), t.answer(), t.added(), seen.used()));
    }

    private static TurnState committed(TurnState turn, TurnEvent.Committed seen) {
        Outcome o = turn.outcome();
        Traffic b = turn.traffic();
        Tokens t = turn.tokens();
        return turn.outcome(new Outcome(o.refusals(), o.stale(), o.replayed(), seen.missing(), seen.leftOut(), Optional.of(seen.hash())))
                .traffic(new Traffic(b.request(), b.response(), Optional.of((long) seen.bytes()), b.sync()))
                .tokens(new Tokens(t.context(), t.prompt(), t.cached(), t.answer(), seen.newTokens(), t.ahead()))
                .stages(turn.stages().with(Stage.COMMIT, seen.took()));
    }

    private static TurnState answered(TurnState turn, TurnEvent.Answered seen, Instant time) {
        Outcome o = turn.outcome();
        Tokens t = turn.tokens();
        boolean alone = turn.asked().client().isEmpty();
        Stages known = turn.stages().with(Stage.QUEUE, seen.queued()).with(Stage.WAIT, seen.waited()).with(Stage.PREFILL, seen.prefill())
                .with(Stage.DECODE, seen.decode()).with(Stage.COMMIT, seen.commit()).node(seen.total());
        TurnState done = turn.phase() == Phase.ACKNOWLEDGED ? turn : turn.in(alone ? Phase.ACKNOWLEDGED : Phase.ANSWERED, time);
        return done.outcome(new Outcome(o.refusals(), seen.stale(), seen.replayed(), seen.missing(), o.leftOut(), seen.hash()))
                .tokens(new Tokens(seen.contextTokens(), t.prompt(), t.cached(), t.answer(), seen.newTokens(), t.ahead()))
                .stages(alone ? known.total(seen.total(), seen.total()) : known);
    }

    private static TurnState refused(TurnState turn, TurnEvent.Refused seen, Instant time) {
        boolean other = turn.asked().request() != seen.request();
        // A client says itself what it makes of a refusal.
        if (other || !turn.asked().client().isEmpty()) return turn;
        return turn.in(Phase.FAILED, time).outcome(turn.outcome().with(new Refusal(seen.node(), seen.status(), seen.code(), time)));
    }

    // ---- at the client

    static TurnState sent(Optional<TurnState> known, ClientEvent.Sent seen, Instant time) {
        boolean again = seen.attempt() > 1 && known.filter(turn -> !turn.phase().ended()).isPresent();
        Instant first = again ? known.get().asked().first() : time;
        var asked = new Asked(seen.client(), seen.node(), seen.mode(), seen.consistency(), seen.attempt(), first, time, seen.at(), 0);
        TurnState turn = TurnState.first(seen.turn(), asked, Phase.SENT, time);
        if (!again) return turn;
        TurnState before = known.get();
        boolean wasBehind = before.phase() == Phase.FAILED && !before.outcome().refusals().isEmpty()
                && before.outcome().refusals().getLast().code().equals("replica_behind");
        return turn.outcome(before.outcome()).stages(before.stages().again(wasBehind ? Duration.between(before.since(), time) : Duration.ZERO));
    }

    static TurnState apply(TurnState turn, ClientEvent event, Instant time) {
        Traffic b = turn.traffic();
        return switch (event) {
            case ClientEvent.FirstToken seen -> turn.stages(turn.stages().firstToken(seen.since()));
            case ClientEvent.Acknowledged seen -> acknowledged(turn, seen, time);
            case ClientEvent.Failed seen -> turn.in(seen.givesUp() ? Phase.GIVEN_UP : Phase.FAILED, time)
                    .outcome(turn.outcome().with(new Refusal(seen.node(), seen.status(), seen.code(), time)));
            case ClientEvent.TurnBytes seen ->
                    turn.traffic(new Traffic(Optional.of(seen.requestBytes()), Optional.of(seen.responseBytes()), b.record(), b.sync()));
            case ClientEvent.Sent seen -> turn;
            case ClientEvent.Roamed seen -> turn;
            case ClientEvent.Deleted seen -> turn;
        };
    }

    private static TurnState acknowledged(TurnState turn, ClientEvent.Acknowledged seen, Instant time) {
        Outcome o = turn.outcome();
        Duration last = Duration.between(turn.asked().lastAt(), seen.at());
        return turn.in(Phase.ACKNOWLEDGED, time)
                .outcome(new Outcome(o.refusals(), seen.stale(), seen.replayed(), seen.missing(), o.leftOut(), seen.hash()))
                .stages(turn.stages().total(seen.total(), last.isNegative() ? Duration.ZERO : last));
    }

    /** Bytes on the links between nodes in this turn's time. */
    static TurnState synced(TurnState turn, long bytes) {
        Traffic b = turn.traffic();
        return turn.traffic(new Traffic(b.request(), b.response(), b.record(), Optional.of(b.sync().orElse(0L) + bytes)));
    }
}
