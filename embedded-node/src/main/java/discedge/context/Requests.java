package discedge.context;

import discedge.event.TurnEvent;
import discedge.session.Chain;
import discedge.session.ContextMode;
import discedge.session.SessionHeader;
import discedge.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Requests from their arrival until they run or are refused: docs/protocol.md, "A turn", 1 and 2. */
final class Requests {
    private final ProtocolSettings settings;
    private final Supplier<SessionId> newIds;
    private final Admission admission;
    private final Outbox out;
    private final Sessions sessions;
    private final Outcomes outcomes;
    private final Generations generations;
    private final Waits waits;
    private final Map<Long, PendingRequest> requests = new HashMap<>();
    private Predicate<SessionId> erased = _ -> false;
    private Optional<String> storeTrouble = Optional.empty();
    private boolean stopping;

    Requests(ProtocolSettings settings, Supplier<SessionId> newIds, Admission admission, Outbox out, Sessions sessions, Outcomes outcomes, Generations generations, Waits waits) {
        this.settings = settings;
        this.newIds = newIds;
        this.admission = admission;
        this.out = out;
        this.sessions = sessions;
        this.outcomes = outcomes;
        this.generations = generations;
        this.waits = waits;
    }

    static Refusal stoppingNode() {
        return Refusal.of(RefusalCode.NODE_STOPPING, "this node is shutting down; ask another one");
    }

    /** What would be generated could not be kept. Empty if all is well. */
    void storeTrouble(Optional<String> why) {
        storeTrouble = why;
    }

    /** @param erased tells of a session whether the store had something of it and has erased it */
    void erased(Predicate<SessionId> erased) {
        this.erased = erased;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Takes no new ones; those under way go on. */
    void stopTaking() {
        stopping = true;
    }

    void take(long id, TurnRequest asked, Instant now) {
        SessionId session = asked.session().orElseGet(newIds);
        var p = new PendingRequest(id, asked, session, now);
        requests.put(id, p);
        out.emit(new TurnEvent.Received(now, settings.node(), id, session, asked.turn(), asked.user(), modeOf(asked).word(),
                asked.consistency().word(), asked.attempt(), asked.hash(), asked.requestId(), asked.after().stream().findFirst(), asked.maxWait()));
        if (stopping) refuse(p, stoppingNode(), now);
        else if (storeTrouble.isPresent() && modeOf(asked) != ContextMode.CLIENT_SIDE)
            refuse(p, Refusal.of(RefusalCode.STORE_FAILED, storeTrouble.get() + "; ask another node, or try again").with("retry_after_ms", 1000), now);
        else if (modeOf(asked) == ContextMode.CLIENT_SIDE && sessions.find(session).flatMap(s -> s.tree.header()).isEmpty()) generations.startClientSide(p, now);
        else consider(sessions.of(session), p, now);
    }

    /** The client hung up: a waiting request ends; a running turn finishes or is cut short, as the request said. */
    void clientGone(long id, Instant now) {
        PendingRequest p = requests.get(id);
        if (p == null || p.clientGone) return;
        p.clientGone = true;
        out.emit(new TurnEvent.ClientGone(now, settings.node(), id, p.session, p.asked.turn()));
        if (p.waiting()) {
            sessions.find(p.session).ifPresent(state -> {
                state.waiting.remove(id);
                sessions.forgetIfEmpty(state);
            });
            waits.forget(p);
            requests.remove(id);
        } else generations.clientGone(p);
    }

    /**
     * Every member has answered, and none knows the session: nothing will come that could be waited for.
     *
     * @param removed a member had something of it and has erased it
     */
    void nobodyKnows(SessionState state, List<String> elsewhere, boolean removed, Instant now) {
        Refusal unknown = removed || erased.test(state.id) ? Expiry.removed(state.id) : elsewhere.isEmpty()
                ? Refusal.of(RefusalCode.SESSION_UNKNOWN, "no node knows session " + state.id + "; begin a new one with turn 1")
                : Refusal.of(RefusalCode.MODEL_MISMATCH, "session " + state.id + " lives with another model; go on at one of the nodes named")
                        .with("nodes", elsewhere);
        for (PendingRequest p : List.copyOf(state.waiting.values())) {
            if (p.asked.turn() == 1) continue;
            waits.end(state, p, false, now);
            refuse(p, unknown, now);
        }
    }

    /** Those that have waited as long as they would. */
    void overdue(Instant now) {
        for (PendingRequest p : waits.overdue(now)) consider(sessions.of(p.session), p, now);
    }

    /** Everything that waits for this session is looked at again. */
    void reconsider(SessionState state, Instant now) {
        for (PendingRequest p : List.copyOf(state.waiting.values())) consider(sessions.of(p.session), p, now);
        sessions.forgetIfEmpty(state);
    }

    private void consider(SessionState state, PendingRequest p, Instant now) {
        TurnRequest q = p.asked;
        if (state.deleted) {
            refuse(p, Deletions.gone(state.id), now);
            return;
        }
        Optional<SessionHeader> header = state.tree.header();
        if (header.isPresent() && q.mode().isPresent() && q.mode().get() != header.get().mode()) {
            refuse(p, Refusal.of(RefusalCode.MODE_FIXED, "session " + state.id + " has mode " + header.get().mode().word()
                    + "; leave mode out, or begin a new session").with("mode", header.get().mode().word()), now);
            return;
        }
        if (generations.join(state, p, now)) {
            waits.end(state, p, true, now);
            return;
        }
        switch (admission.judge(q, state.tree)) {
            case Verdict.Replay(var record) -> {
                waits.end(state, p, true, now);
                outcomes.replay(state, p, record, now);
            }
            case Verdict.Refuse(var refusal) -> refuse(p, refusal, now);
            case Verdict.Go _ when Expiry.isOver(state, now) -> refuse(p, Expiry.over(state, now), now);
            case Verdict.Go _ when isRemoved(state) -> refuse(p, Expiry.removed(state.id), now);
            case Verdict.Go(var chain) -> go(state, p, chain, now);
            case Verdict.Behind(var chain) -> {
                if (p.deadline.isAfter(now)) waits.begin(state, p, state.tree.absent(chain), now);
                else if (mayGoOnBehind(q, state, now)) go(state, p, chain, now);
                else refuse(p, behind(state, p, state.tree.absent(chain), now), now);
            }
        }
    }

    /** Not with a session that by what is here the others may have removed. */
    private boolean mayGoOnBehind(TurnRequest q, SessionState state, Instant now) {
        return q.consistency() == Consistency.AVAILABLE && !q.after().isEmpty() && state.tree.header().isPresent() && !Expiry.isTooLate(state, settings.expiryGrace(), now);
    }

    /** Its records were here and are not to be written again. */
    private boolean isRemoved(SessionState state) {
        return state.tree.records().isEmpty() && state.running == null && erased.test(state.id);
    }

    private void go(SessionState state, PendingRequest p, Chain chain, Instant now) {
        Optional<Chain> broughtAlong = Optional.empty();
        if (p.asked.turn() == 1 && p.asked.forkFrom().isPresent()) {
            var from = p.asked.forkFrom().get();
            SessionState source = sessions.of(from.session());
            broughtAlong = source.tree.find(from.hash()).map(r -> source.tree.chain(r.turn(), List.of(r.hash()))).filter(Chain::complete);
            if (source.deleted) {
                refuse(p, Deletions.gone(source.id), now);
                return;
            }
            if (broughtAlong.isEmpty()) {
                if (p.deadline.isAfter(now)) waits.begin(source, p, List.of(), now);
                else refuse(p, Refusal.of(RefusalCode.REPLICA_BEHIND, "the branch to go on from is not here (yet)").with("fork_from", from.session().value()), now);
                return;
            }
            source.waiting.remove(p.id);
        }
        if (state.running != null) {
            refuse(p, Refusal.of(RefusalCode.TURN_RUNNING, "turn " + state.running.first.asked.turn() + " of this session is running with another request;"
                    + " wait for it or stop it with DELETE /sessions/" + state.id + "/turns/" + state.running.first.asked.turn()), now);
            return;
        }
        waits.end(state, p, chain.complete(), now);
        generations.start(state, p, chain, broughtAlong, now);
    }

    private Refusal behind(SessionState state, PendingRequest p, List<Integer> missing, Instant now) {
        Duration waited = p.waiting() ? Duration.between(p.waitingSince, now) : p.waited;
        return Refusal.of(RefusalCode.REPLICA_BEHIND, "this node has turn " + state.tree.have() + " of the session and turn " + p.asked.turn()
                        + " builds on what is not here yet; try again, ask the node you came from, or ask with consistency available")
                .with("replica_turn", state.tree.have()).with("missing_turns", missing).with("waited_ms", waited.toMillis()).with("retry_after_ms", 250);
    }

    private void refuse(PendingRequest p, Refusal refusal, Instant now) {
        sessions.find(p.session).ifPresent(state -> waits.end(state, p, false, now));
        p.asked.forkFrom().flatMap(from -> sessions.find(from.session())).ifPresent(source -> source.waiting.remove(p.id));
        outcomes.refuse(p, refusal, now);
        sessions.find(p.session).ifPresent(sessions::forgetIfEmpty);
    }

    /** A request has its outcome. */
    void ended(PendingRequest p) {
        requests.remove(p.id);
    }

    private ContextMode modeOf(TurnRequest q) {
        return q.mode().or(() -> q.session().flatMap(sessions::find).flatMap(s -> s.tree.header()).map(SessionHeader::mode)).orElse(settings.defaultMode());
    }
}
