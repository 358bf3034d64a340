package discedge.context;

import discedge.engine.Prewarm;
import discedge.event.PrewarmEvent;
import discedge.session.Chain;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.session.TurnRecord;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Contexts evaluated before their clients are here. When another node's turn arrives, this one may evaluate the session's context;
 * one at a time, the newest of a session only. A turn of the session itself, a newer one elsewhere, or its deletion ends it.
 */
final class Prewarms {
    /** Plans that wait; of more the oldest is dropped. */
    private static final int MOST = 64;

    private final ProtocolSettings settings;
    private final Outbox out;
    private final LongSupplier tokens;
    private final Areas areas = new Areas();
    private final NextNode nextNode = new NextNode();
    private final PrewarmLedger ledger = new PrewarmLedger();
    private final Map<SessionId, Plan> waiting = new LinkedHashMap<>();
    private Optional<Plan> running = Optional.empty();
    private Instant startedAt = Instant.EPOCH;

    private record Plan(long token, SessionId session, int turn, double probability, TokenSequence ids) {}

    Prewarms(ProtocolSettings settings, Outbox out, LongSupplier tokens) {
        this.settings = settings;
        this.out = out;
        this.tokens = tokens;
    }

    /** Takes in where a session went since it was looked at last; empty if its log has not grown. */
    Optional<NextNode.Whereabouts> learn(SessionState state) {
        List<TurnRecord> log = state.tree.log();
        if (state.deleted || settings.prewarm() == PrewarmPolicy.OFF || log.isEmpty() || log.getLast().turn() <= state.seenTurn) return Optional.empty();
        String owner = state.tree.header().map(header -> header.owner()).orElse("");
        var is = new NextNode.Whereabouts(owner, "", log.getFirst().origin(), Optional.empty());
        TurnRecord before = log.getFirst();
        for (TurnRecord record : log) {
            boolean isNew = record.turn() > state.seenTurn;
            if (!record.origin().equals(is.at())) {
                if (isNew) nextNode.learn(is, record.origin());
                is = new NextNode.Whereabouts(owner, is.at(), record.origin(), Optional.empty());
            }
            if (isNew) record.position().ifPresent(position -> areas.saw(record.origin(), position));
            // The heading matters from the last turn that was seen before.
            if (record.turn() >= state.seenTurn) is = new NextNode.Whereabouts(owner, is.from(), is.at(), heading(is.at(), before, record));
            before = record;
        }
        state.seenTurn = log.getLast().turn();
        return Optional.of(is);
    }

    private Optional<String> heading(String at, TurnRecord before, TurnRecord now) {
        return before.position().flatMap(from -> now.position().flatMap(to -> areas.ahead(at, from, to)));
    }

    /** The session's log has grown, here or elsewhere: learned from, and perhaps acted on. */
    void grew(SessionState state, Instant now) {
        NextNode.Whereabouts is = learn(state).orElse(null);
        if (is == null || is.at().equals(settings.node())) return;
        List<TurnRecord> log = state.tree.log();
        if (log.stream().anyMatch(record -> record.origin().equals(settings.node()))) out.add(new ContextEffect.Depart(state.id));
        if (state.running == null && state.waiting.isEmpty()) expect(state, log, nextNode.probability(is, settings.node()), now);
    }

    private void expect(SessionState state, List<TurnRecord> log, double probability, Instant now) {
        if (state.tree.header().map(header -> header.mode() != ContextMode.TOKENIZED).orElse(true)) return;
        for (PrewarmLedger.Expired late : ledger.expire(now)) out.emit(new PrewarmEvent.Wasted(now, settings.node(), late.session(), late.turn(), late.ids(), "expired"));
        boolean all = settings.prewarm() == PrewarmPolicy.ALL;
        if (!all && probability == 0) return;
        Optional<TokenSequence> ids = context(state, log);
        if (ids.isEmpty() || ids.get().isEmpty()) return;
        TurnRecord last = log.getLast();
        int missing = Math.max(0, ids.get().length() - ledger.warm(state.id));
        if (!all && !ledger.affords(probability, missing)) {
            out.emit(new PrewarmEvent.Declined(now, settings.node(), state.id, last.turn(), probability, ids.get().length(), probability < 0.5 ? "unlikely" : "budget"));
            return;
        }
        out.emit(new PrewarmEvent.Planned(now, settings.node(), state.id, last.turn(), last.hash(), settings.prewarm().word(), all ? 1 : probability, ids.get().length()));
        drop(state.id);
        waiting.put(state.id, new Plan(tokens.getAsLong(), state.id, last.turn(), all ? 1 : probability, ids.get()));
        if (waiting.size() > MOST) waiting.remove(waiting.keySet().iterator().next());
        startNext(now);
    }

    /** What the next turn's prompt begins with, if its prompt and answer are of usual length. */
    private Optional<TokenSequence> context(SessionState state, List<TurnRecord> log) {
        Chain chain = state.tree.chain(log.getLast().turn(), List.of(log.getLast().hash()));
        int window = settings.engine().window();
        return ContextView.choose(state.tree.header().orElseThrow().windowPolicy(), chain, window / 8, window, settings.template()).map(ContextView::ids);
    }

    private void startNext(Instant now) {
        if (running.isPresent() || waiting.isEmpty()) return;
        Plan plan = waiting.remove(waiting.keySet().iterator().next());
        running = Optional.of(plan);
        startedAt = now;
        out.emit(new PrewarmEvent.Started(now, settings.node(), plan.session, plan.turn, plan.ids.length()));
        out.add(new ContextEffect.Prewarm(plan.token, plan.session, plan.ids));
    }

    /** Nothing is evaluated ahead for this session any more: its own turn is here, or it is gone. */
    void drop(SessionId session) {
        waiting.remove(session);
        if (running.isPresent() && running.get().session.equals(session)) out.add(new ContextEffect.CancelPrewarm(running.get().token));
    }

    /** The engine's report. */
    void ended(long token, Prewarm.Result result, Instant now) {
        end(token, switch (result.ending()) {
            case WARM -> "warm";
            case CANCELLED -> "superseded";
            case NO_ROOM -> "no-room";
            case UNSUPPORTED -> "unsupported";
        }, result, now);
    }

    void failed(long token, Instant now) {
        end(token, "failed", new Prewarm.Result(Prewarm.Ending.CANCELLED, 0, 0, 0), now);
    }

    private void end(long token, String ending, Prewarm.Result result, Instant now) {
        if (running.isEmpty() || running.get().token != token) return;
        Plan plan = running.get();
        running = Optional.empty();
        ledger.evaluated(plan.session, plan.turn, plan.probability, result.found(), result.evaluated(), result.held(), now);
        out.emit(new PrewarmEvent.Ended(now, settings.node(), plan.session, plan.turn, ending, result.found(), result.evaluated(), result.held(), Duration.between(startedAt, now)));
        startNext(now);
    }

    /** A turn of the session found so many ids in the cache here. */
    void came(SessionId session, int turn, int cached, Instant now) {
        ledger.came(session, cached).ifPresent(outcome -> out.emit(new PrewarmEvent.Used(now, settings.node(), session, turn, outcome.used(), outcome.wasted())));
    }

    /** The session is deleted: the engine keeps nothing of it. */
    void deleted(SessionId session, Instant now) {
        drop(session);
        ledger.gone(session).ifPresent(gone -> out.emit(new PrewarmEvent.Wasted(now, settings.node(), session, gone.turn(), gone.ids(), "deleted")));
        out.add(new ContextEffect.Evict(session));
    }
}
