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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Contexts evaluated before their clients are here. When another node's turn arrives, this one may evaluate the session's context;
 * one at a time, the newest of a session only, the one that is worth most for what it costs first. A turn of the session itself, a newer one elsewhere, or its deletion ends it.
 */
final class Prewarms {
    /** Plans that wait; of more the oldest is dropped. */
    private static final int MOST = 64;
    /** A plan that is worth so many times the one that runs goes before it. */
    private static final double CLEARLY = 2;

    private final ProtocolSettings settings;
    private final Outbox out;
    private final LongSupplier tokens;
    private final Areas areas = new Areas();
    private final NextNode nextNode = new NextNode();
    private final PrewarmLedger ledger = new PrewarmLedger();
    private final Map<SessionId, Plan> waiting = new LinkedHashMap<>();
    private Optional<Plan> running = Optional.empty();
    private Instant startedAt = Instant.EPOCH;

    /** The one that runs gives way to another and is taken up again after it. */
    private boolean preempted;

    /** @param missing of the ids, those that are not in the cache as far as is known here */
    private record Plan(long token, SessionId session, int turn, double probability, int missing, TokenSequence ids) {
        /** A warm turn, as likely as it is, for what it costs. */
        double worth() {
            return probability / (Prewarm.STEP + missing);
        }
    }

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
        int missing = Math.max(0, ids.get().length() - Math.max(ledger.warm(state.id), answeredHere(log)));
        if (!all && !ledger.affords(probability, missing)) {
            out.emit(new PrewarmEvent.Declined(now, settings.node(), state.id, last.turn(), probability, ids.get().length(), probability < 0.5 ? "unlikely" : "budget"));
            return;
        }
        out.emit(new PrewarmEvent.Planned(now, settings.node(), state.id, last.turn(), last.hash(), settings.prewarm().word(), all ? 1 : probability, ids.get().length()));
        drop(state.id);
        var plan = new Plan(tokens.getAsLong(), state.id, last.turn(), all ? 1 : probability, missing, ids.get());
        waiting.put(state.id, plan);
        if (waiting.size() > MOST) waiting.remove(waiting.keySet().iterator().next());
        preemptFor(plan);
        startNext(now);
    }

    /** A long guess must not keep the engine from one that is worth much more; what it got done stays in the cache. */
    private void preemptFor(Plan plan) {
        if (preempted || running.isEmpty() || running.get().session.equals(plan.session) || plan.worth() < CLEARLY * running.get().worth()) return;
        preempted = true;
        out.add(new ContextEffect.CancelPrewarm(running.get().token));
    }

    /** Ids of the log up to the last turn that was answered here: what the cache held then. */
    private int answeredHere(List<TurnRecord> log) {
        int all = 0;
        int here = 0;
        for (TurnRecord record : log) {
            all += record.content().tokens();
            if (record.origin().equals(settings.node())) here = all;
        }
        return here;
    }

    /** What the next turn's prompt begins with, if its prompt and answer are of usual length. */
    private Optional<TokenSequence> context(SessionState state, List<TurnRecord> log) {
        Chain chain = state.tree.chain(log.getLast().turn(), List.of(log.getLast().hash()));
        int window = settings.engine().window();
        return ContextView.choose(state.tree.header().orElseThrow().windowPolicy(), chain, window / 8, window, settings.template()).map(ContextView::ids);
    }

    private void startNext(Instant now) {
        if (running.isPresent() || waiting.isEmpty()) return;
        Plan plan = waiting.values().stream().max(Comparator.comparingDouble(Plan::worth)).orElseThrow();
        waiting.remove(plan.session);
        running = Optional.of(plan);
        startedAt = now;
        out.emit(new PrewarmEvent.Started(now, settings.node(), plan.session, plan.turn, plan.ids.length()));
        out.add(new ContextEffect.Prewarm(plan.token, plan.session, plan.ids));
    }

    /** Nothing is evaluated ahead for this session any more: its own turn is here, or it is gone. */
    void drop(SessionId session) {
        waiting.remove(session);
        if (running.isEmpty() || !running.get().session.equals(session)) return;
        preempted = false;
        out.add(new ContextEffect.CancelPrewarm(running.get().token));
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
        boolean again = preempted && result.ending() == Prewarm.Ending.CANCELLED;
        preempted = false;
        ledger.evaluated(plan.session, plan.turn, plan.probability, result.found(), result.evaluated(), result.held(), now);
        out.emit(new PrewarmEvent.Ended(now, settings.node(), plan.session, plan.turn, again ? "preempted" : ending, result.found(), result.evaluated(), result.held(), Duration.between(startedAt, now)));
        if (again) waiting.putIfAbsent(plan.session, new Plan(tokens.getAsLong(), plan.session, plan.turn, plan.probability, Math.max(0, plan.ids.length() - result.held()), plan.ids));
        startNext(now);
    }

    /** A turn of the session found so many ids in the cache here. */
    void came(SessionId session, int turn, int cached, Instant now) {
        ledger.came(session, cached).ifPresent(outcome -> out.emit(new PrewarmEvent.Used(now, settings.node(), session, turn, outcome.used(), outcome.wasted())));
    }

    /** The session is deleted: the engine keeps nothing of it. */
    void deleted(SessionId session, Instant now) {
        gone(session, "deleted", now);
    }

    void expired(SessionId session, Instant now) {
        gone(session, "expired", now);
    }

    private void gone(SessionId session, String why, Instant now) {
        drop(session);
        ledger.gone(session).ifPresent(gone -> out.emit(new PrewarmEvent.Wasted(now, settings.node(), session, gone.turn(), gone.ids(), why)));
        out.add(new ContextEffect.Evict(session));
    }
}
