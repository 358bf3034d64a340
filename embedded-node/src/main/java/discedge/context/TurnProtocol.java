package discedge.context;

import discedge.engine.Prewarm;
import discedge.fred.StoredItem;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final Outbox out = new Outbox();
    private final Sessions sessions;
    private final Generations generations;
    private final Deletions deletions;
    private final Waits waits;
    private final Requests requests;
    private final Expiry expiry;
    private final Prewarms prewarms;
    private final Set<SessionState> changed = new LinkedHashSet<>();
    private long nextToken = 1;

    public TurnProtocol(ProtocolSettings settings, Supplier<SessionId> newIds) {
        this(settings, newIds, new Admission());
    }

    TurnProtocol(ProtocolSettings settings, Supplier<SessionId> newIds, Admission admission) {
        this.sessions = new Sessions(settings.node(), out);
        var outcomes = new Outcomes(settings, out, this::ended);
        this.prewarms = new Prewarms(settings, out, () -> nextToken++);
        this.generations = new Generations(settings, admission, out, sessions, () -> nextToken++, outcomes, prewarms);
        this.waits = new Waits(settings.node(), out, () -> nextToken++);
        this.requests = new Requests(settings, newIds, admission, out, sessions, outcomes, generations, waits);
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
        if (allAnswered && state.tree.records().isEmpty() && !state.deleted) requests.nobodyKnows(state, elsewhere, erased, now);
        sessions.forgetIfEmpty(state);
        wake(now);
    }

    // ---- requests

    public void request(long id, TurnRequest asked, Instant now) {
        requests.take(id, asked, now);
    }

    /** The client hung up: a waiting request ends; a running turn finishes or is cut short, as the request said. */
    public void clientGone(long id, Instant now) {
        requests.clientGone(id, now);
    }

    /** Stops a running turn: what was sampled becomes the answer. False if it does not run here. */
    public boolean stop(SessionId session, int turn) {
        return generations.stop(session, turn);
    }

    public void delete(long id, SessionId session, Instant now) {
        if (requests.isStopping()) out.add(new ContextEffect.DeleteEnded(id, Optional.of(Requests.stoppingNode())));
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

    /** @param erased tells of a session whether the store had something of it and has erased it */
    void erased(Predicate<SessionId> erased) {
        requests.erased(erased);
    }

    /** Why nothing can be stored now: what would be generated could not be kept. Empty if all is well. */
    void storeTrouble(Optional<String> why) {
        requests.storeTrouble(why);
    }

    /** Takes no new requests; those under way go on. */
    public void stopTakingRequests() {
        requests.stopTaking();
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
        requests.overdue(now);
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

    private void ended(PendingRequest p) {
        requests.ended(p);
    }

    private void reconsider(SessionState state, Instant now) {
        requests.reconsider(state, now);
        wake(now);
    }

    /** Asks to be woken at the next deadline. */
    private void wake(Instant now) {
        Stream.of(waits.nextDeadline(), deletions.nextDeadline(), expiry.nextDeadline()).flatMap(Optional::stream).min(Instant::compareTo)
                .ifPresent(next -> out.add(new ContextEffect.WakeAt(next)));
    }
}
