package discedge.context;

import discedge.engine.Prewarm;
import discedge.event.TurnEvent;
import discedge.fred.StoredItem;
import discedge.session.Chain;
import discedge.session.ContextMode;
import discedge.session.RecordKey;
import discedge.session.SessionHeader;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The turn protocol of one node (docs/protocol.md): takes requests, arrivals, the engine's reports and the time, and returns
 * effects. Not thread-safe: its driver calls it under one lock and carries out the effects in order.
 */
public final class TurnProtocol {
    private final ProtocolSettings settings;
    private final Supplier<SessionId> newIds;
    private final Admission admission;
    private final Outbox out = new Outbox();
    private final Sessions sessions;
    private final Outcomes outcomes;
    private final Generations generations;
    private final Deletions deletions;
    private final Waits waits;
    private final Expiry expiry;
    private final Prewarms prewarms;
    private final Map<Long, PendingRequest> requests = new HashMap<>();
    private final Set<SessionState> changed = new LinkedHashSet<>();
    private Optional<String> storeTrouble = Optional.empty();
    private boolean stopping;
    private long nextToken = 1;

    public TurnProtocol(ProtocolSettings settings, Supplier<SessionId> newIds) {
        this(settings, newIds, new Admission());
    }

    TurnProtocol(ProtocolSettings settings, Supplier<SessionId> newIds, Admission admission) {
        this.settings = settings;
        this.newIds = newIds;
        this.admission = admission;
        this.sessions = new Sessions(settings.node(), out);
        this.outcomes = new Outcomes(settings, out, this::end);
        this.prewarms = new Prewarms(settings, out, () -> nextToken++);
        this.generations = new Generations(settings, admission, out, sessions, () -> nextToken++, outcomes, prewarms);
        this.waits = new Waits(settings.node(), out, () -> nextToken++);
        this.deletions = new Deletions(settings, out, sessions, () -> nextToken++, prewarms);
        this.expiry = new Expiry(settings, out, sessions, () -> nextToken++, prewarms);
    }

    /** The effects decided since the last call, in order. */
    public List<ContextEffect> drain() {
        return out.drain();
    }

    // ---- the store

    /**
     * An item is in this node's store: recovered at start or arrived from a peer. When all that came together is told, call
     * {@link #arrivalsToldOf}: a request that waits must not be answered over half of what is here.
     */
    public void arrived(StoredItem item, Instant now) {
        RecordKey key = RecordKey.parse(item.key()).orElse(null);
        if (key == null) return;
        SessionState state = sessions.take(item, key, now);
        if (state.deleted) deletions.arrived(state, generations, now);
        changed.add(state);
    }

    /** Looks again at everything that waits for what arrived. */
    public void arrivalsToldOf(Instant now) {
        if (changed.isEmpty()) return;
        List<SessionState> all = List.copyOf(changed);
        changed.clear();
        all.forEach(expiry::watch);
        all.forEach(state -> reconsider(state, now));
        all.forEach(state -> prewarms.grew(state, now));
    }

    /** The items that were here at the start are told: where their sessions went is learned from, and nothing is evaluated ahead for them. */
    public void recoveredToldOf(Instant now) {
        List<SessionState> all = List.copyOf(changed);
        changed.clear();
        all.forEach(expiry::watch);
        all.forEach(state -> reconsider(state, now));
        all.forEach(prewarms::learn);
    }

    /** The item of {@code Create} with this token is kept. */
    public void created(long token, Instant now) {
        Optional<SessionState> state = generations.created(token, now).or(() -> deletions.created(token, now));
        state.ifPresent(s -> {
            if (s.deleted) deletions.cutShort(s, generations);
            expiry.watch(s);
            reconsider(s, now);
            prewarms.grew(s, now);
        });
    }

    public void createFailed(long token, String why, Instant now) {
        generations.createFailed(token, why, now).or(() -> deletions.createFailed(token, why, now)).ifPresent(s -> reconsider(s, now));
    }

    /**
     * A fetch ended; what was found has arrived before this call.
     *
     * @param allAnswered every member is linked and answered
     * @param elsewhere nodes of another model that know the session
     * @param erased a member had records of it and has erased them
     */
    public void fetched(long token, boolean allAnswered, List<String> elsewhere, boolean erased, Instant now) {
        if (expiry.fetched(token, allAnswered, erased, now)) {
            wake(now);
            return;
        }
        SessionState state = waits.fetched(token).orElse(null);
        if (state == null) return;
        if (allAnswered && state.tree.records().isEmpty() && !state.deleted) {
            Refusal unknown = elsewhere.isEmpty()
                    ? Refusal.of(RefusalCode.SESSION_UNKNOWN, "no node knows session " + state.id + "; begin a new one with turn 1")
                    : Refusal.of(RefusalCode.MODEL_MISMATCH, "session " + state.id + " lives with another model; go on at one of the nodes named")
                            .with("nodes", elsewhere);
            for (PendingRequest p : List.copyOf(state.waiting.values())) if (p.asked.turn() > 1) endWait(state, p, false, now, unknown);
        }
        sessions.forgetIfEmpty(state);
        wake(now);
    }

    // ---- requests

    public void request(long id, TurnRequest asked, Instant now) {
        SessionId session = asked.session().orElseGet(newIds);
        var p = new PendingRequest(id, asked, session, now);
        requests.put(id, p);
        out.emit(new TurnEvent.Received(now, settings.node(), id, session, asked.turn(), asked.user(), modeOf(asked).word(),
                asked.consistency().word(), asked.attempt(), asked.hash(), asked.requestId(), asked.after().stream().findFirst(), asked.maxWait()));
        if (stopping) refuse(p, Refusal.of(RefusalCode.NODE_STOPPING, "this node is shutting down; ask another one"), now);
        else if (storeTrouble.isPresent() && modeOf(asked) != ContextMode.CLIENT_SIDE)
            refuse(p, Refusal.of(RefusalCode.STORE_FAILED, storeTrouble.get() + "; ask another node, or try again").with("retry_after_ms", 1000), now);
        else if (modeOf(asked) == ContextMode.CLIENT_SIDE && sessions.find(session).flatMap(s -> s.tree.header()).isEmpty()) generations.startClientSide(p, now);
        else consider(sessions.of(session), p, now);
    }

    /** The client hung up: a waiting request ends; a running turn finishes or is cut short, as the request said. */
    public void clientGone(long id, Instant now) {
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

    /** Stops a running turn: what was sampled becomes the answer. False if it does not run here. */
    public boolean stop(SessionId session, int turn) {
        return generations.stop(session, turn);
    }

    public void delete(long id, SessionId session, Instant now) {
        if (stopping) out.add(new ContextEffect.DeleteEnded(id, Optional.of(Refusal.of(RefusalCode.NODE_STOPPING, "this node is shutting down; ask another one"))));
        else deletions.begin(id, sessions.of(session), now);
        wake(now);
    }

    /** Tombstones that became safe since: called when a peer acknowledged something. */
    public void confirmDeletes(Predicate<String> safe, Instant now) {
        deletions.confirm(safe, now);
    }

    public boolean hasDeletesToConfirm() {
        return deletions.waiting();
    }

    /** Why nothing can be stored now: what would be generated could not be kept. Empty if all is well. */
    void storeTrouble(Optional<String> why) {
        storeTrouble = why;
    }

    /** Takes no new requests; those under way go on. */
    public void stopTakingRequests() {
        stopping = true;
    }

    // ---- the engine

    public void prefillStarted(long generation, Instant now) {
        generations.prefillStarted(generation, now);
    }

    public void prefilled(long generation, int promptTokens, int cachedTokens, int slot, String slotOwner, Instant now) {
        generations.prefilled(generation, promptTokens, cachedTokens, slot, slotOwner, now);
    }

    public void sampled(long generation, TokenSequence ids, Instant now) {
        generations.sampled(generation, ids, now);
    }

    /** @param text the answer's text; needed for sessions that store texts */
    public void finished(long generation, StopReason stop, Optional<String> text, Instant now) {
        generations.finished(generation, stop, text, now).ifPresent(state -> reconsider(state, now));
    }

    public void failed(long generation, String why, Instant now) {
        generations.failed(generation, why, now).ifPresent(state -> reconsider(state, now));
    }

    // ---- contexts evaluated ahead

    public void prewarmed(long token, Prewarm.Result result, Instant now) {
        prewarms.ended(token, result, now);
    }

    /** The engine could not; nothing depends on it. */
    public void prewarmFailed(long token, Instant now) {
        prewarms.failed(token, now);
    }

    // ---- time

    public void tick(Instant now) {
        for (PendingRequest p : waits.overdue(now)) consider(sessions.of(p.session), p, now);
        deletions.tick(now);
        expiry.tick(now);
        wake(now);
    }

    // ---- queries

    /** A look at one session, for the API and the checks. */
    public Optional<SessionLook> look(SessionId session) {
        return sessions.find(session).filter(s -> s.deleted || !s.tree.records().isEmpty()).map(SessionLook::of);
    }

    public Collection<SessionLook> looks() {
        var looks = new ArrayList<SessionLook>();
        for (SessionState state : sessions.all()) if (state.deleted || !state.tree.records().isEmpty()) looks.add(SessionLook.of(state));
        return looks;
    }

    /**
     * A part of the sessions, the one written to last first.
     *
     * @param text begin of the id, or a part of the owner's name; empty = all
     */
    public SessionPage sessions(String text, int offset, int limit) {
        List<SessionState> all = sessions.newestFirst().filter(state -> text.isEmpty() || state.id.value().startsWith(text)
                || state.tree.header().filter(header -> header.owner().contains(text)).isPresent()).toList();
        return new SessionPage(all.stream().skip(offset).limit(limit).map(SessionLook::of).toList(), all.size());
    }

    public Standing standing() {
        int count = 0;
        Instant oldest = Instant.MAX;
        for (SessionState state : sessions.all()) {
            if (!state.deleted && state.tree.records().isEmpty()) continue;
            count++;
            if (!state.deleted && state.firstWrite.isBefore(oldest)) oldest = state.firstWrite;
        }
        return new Standing(count, sessions.bytes(), oldest.equals(Instant.MAX) ? Optional.empty() : Optional.of(oldest));
    }

    public int running() {
        return generations.count();
    }

    // ---- deciding

    /** Everything that waits for this session is looked at again. */
    private void reconsider(SessionState state, Instant now) {
        for (PendingRequest p : List.copyOf(state.waiting.values())) consider(sessions.of(p.session), p, now);
        sessions.forgetIfEmpty(state);
        wake(now);
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
            case Verdict.Go(var chain) -> go(state, p, chain, now);
            case Verdict.Behind(var chain) -> {
                if (p.deadline.isAfter(now)) waits.begin(state, p, state.tree.absent(chain), now);
                else if (q.consistency() == Consistency.AVAILABLE && !q.after().isEmpty() && header.isPresent()) go(state, p, chain, now);
                else refuse(p, behind(state, p, state.tree.absent(chain), now), now);
            }
        }
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

    private void endWait(SessionState state, PendingRequest p, boolean caughtUp, Instant now, Refusal refusal) {
        waits.end(state, p, caughtUp, now);
        refuse(p, refusal, now);
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
    private void end(PendingRequest p) {
        requests.remove(p.id);
    }

    private ContextMode modeOf(TurnRequest q) {
        return q.mode().or(() -> q.session().flatMap(sessions::find).flatMap(s -> s.tree.header()).map(SessionHeader::mode)).orElse(settings.defaultMode());
    }

    /** Asks to be woken at the next deadline. */
    private void wake(Instant now) {
        Stream.of(waits.nextDeadline(), deletions.nextDeadline(), expiry.nextDeadline()).flatMap(Optional::stream).min(Instant::compareTo)
                .ifPresent(next -> out.add(new ContextEffect.WakeAt(next)));
    }
}
