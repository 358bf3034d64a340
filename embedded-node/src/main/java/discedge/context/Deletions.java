package discedge.context;

import discedge.event.ReplicaEvent;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Deleting sessions: a tombstone is written, and the client is told only when it is safe (docs/protocol.md, "Deleted"). */
final class Deletions {
    private final ProtocolSettings settings;
    private final Outbox out;
    private final Sessions sessions;
    private final LongSupplier tokens;
    private final Prewarms prewarms;
    private final Map<Long, SessionState> writing = new HashMap<>();
    private final Set<SessionState> unconfirmed = new LinkedHashSet<>();

    Deletions(ProtocolSettings settings, Outbox out, Sessions sessions, LongSupplier tokens, Prewarms prewarms) {
        this.settings = settings;
        this.out = out;
        this.sessions = sessions;
        this.tokens = tokens;
        this.prewarms = prewarms;
    }

    static Refusal gone(SessionId session) {
        return Refusal.of(RefusalCode.SESSION_DELETED, "session " + session + " was deleted; begin a new one with turn 1");
    }

    void begin(long request, SessionState state, Instant now) {
        state.deleting.put(request, now.plus(settings.deleteTimeout()));
        unconfirmed.add(state);
        if (state.deleted || writing.containsValue(state)) return;
        long token = tokens.getAsLong();
        writing.put(token, state);
// The same bytes from every node: two that delete at once write one item, not two.
        byte[] value = {1};
        out.add(new ContextEffect.Create(token, new RecordKey.Deleted(state.id).text(), value));
    }

    Optional<SessionState> created(long token, Instant now) {
        SessionState state = writing.remove(token);
        if (state == null) return Optional.empty();
        sessions.bury(state, true, now);
        prewarms.deleted(state.id, now);
        return Optional.of(state);
    }

    Optional<SessionState> createFailed(long token, String why, Instant now) {
        SessionState state = writing.remove(token);
        if (state == null) return Optional.empty();
        // A tombstone that came from a peer meanwhile does the same; otherwise nothing was deleted.
        if (!state.deleted) endAll(state, Optional.of(Refusal.of(RefusalCode.STORE_FAILED, "the deletion could not be written: " + why + "; try again")));
        return Optional.of(state);
    }

    boolean waiting() {
        return !unconfirmed.isEmpty();
    }

    /** @param safe tells of a key whether its item is safe against any one loss that the members allow */
    void confirm(Predicate<String> safe, Instant now) {
        for (SessionState state : List.copyOf(unconfirmed)) {
            if (!state.deleted || !safe.test(new RecordKey.Deleted(state.id).text())) continue;
            if (!state.deleting.isEmpty()) out.emit(new ReplicaEvent.DeleteAcknowledged(now, settings.node(), state.id));
            endAll(state, Optional.empty());
        }
    }

    void tick(Instant now) {
        for (SessionState state : List.copyOf(unconfirmed)) {
            for (var entry : List.copyOf(state.deleting.entrySet())) {
                if (entry.getValue().isAfter(now)) continue;
                state.deleting.remove(entry.getKey());
                out.add(new ContextEffect.DeleteEnded(entry.getKey(), Optional.of(Refusal.of(RefusalCode.DELETE_UNCONFIRMED,
                        "the deletion is under way but not yet held safely by another node; ask again to be sure").with("retry_after_ms", 1000))));
            }
            if (state.deleting.isEmpty()) unconfirmed.remove(state);
        }
    }

    Optional<Instant> nextDeadline() {
        return unconfirmed.stream().flatMap(state -> state.deleting.values().stream()).min(Instant::compareTo);
    }

    /** A tombstone is here, or something of a session that has one. */
    void arrived(SessionState state, Generations generations, Instant now) {
        cutShort(state, generations);
        prewarms.deleted(state.id, now);
    }

    /** A turn that runs while its session is deleted is cut short; it ends with 410. */
    void cutShort(SessionState state, Generations generations) {
        if (state.running != null) generations.cancel(state.running);
    }

    private void endAll(SessionState state, Optional<Refusal> refusal) {
        for (long request : new ArrayList<>(state.deleting.keySet())) out.add(new ContextEffect.DeleteEnded(request, refusal));
        state.deleting.clear();
        unconfirmed.remove(state);
    }
}
