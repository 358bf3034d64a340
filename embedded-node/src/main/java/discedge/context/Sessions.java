package discedge.context;

import discedge.event.ReplicaEvent;
import discedge.fred.StoredItem;
import discedge.session.RecordCodec;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import discedge.session.SessionTree;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every session this node knows, built from the store's items. A tombstone beats every record, whenever it arrives. */
final class Sessions {
    private final String node;
    private final Outbox out;
    /** The one that was written to last is last. */
    private final LinkedHashMap<SessionId, SessionState> sessions = new LinkedHashMap<>();
    private long bytes;

    Sessions(String node, Outbox out) {
        this.node = node;
        this.out = out;
    }

    SessionState of(SessionId id) {
        return sessions.computeIfAbsent(id, SessionState::new);
    }

    Optional<SessionState> find(SessionId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    Collection<SessionState> all() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    /** Sessions of which something is here, the one written to last first. */
    Stream<SessionState> newestFirst() {
        return sessions.sequencedValues().reversed().stream().filter(state -> state.deleted || !state.tree.records().isEmpty());
    }

    /** Of all records, encoded. */
    long bytes() {
        return bytes;
    }

    /** Forgets a session of which nothing is here: one that was only asked for. */
    void forgetIfEmpty(SessionState state) {
        boolean empty = !state.deleted && state.tree.records().isEmpty() && state.running == null && state.waiting.isEmpty()
                && state.deleting.isEmpty() && !state.fetching;
        if (empty) sessions.remove(state.id);
    }

    /** Takes in an item of the store, new here. */
    SessionState take(StoredItem item, RecordKey key, Instant now) {
        SessionState state = of(key.session());
        switch (key) {
            case RecordKey.Turn turn -> add(state, RecordCodec.decode(turn, item.value()), item.key(), item.value().length, now);
            case RecordKey.Deleted deleted -> bury(state, false, now);
            case RecordKey.First first -> { }
        }
        return state;
    }

    void add(SessionState state, TurnRecord record, String key, int bytes, Instant now) {
        if (state.deleted) {
            out.add(new ContextEffect.Erase(List.of(key)));
            return;
        }
        SessionTree.Added added = state.tree.add(record);
        if (!added.isNew()) return;
        state.keys.add(key);
        state.bytes += bytes;
        this.bytes += bytes;
        sessions.putLast(state.id, state);
        if (record.written().isBefore(state.firstWrite)) state.firstWrite = record.written();
        if (record.written().isAfter(state.lastWrite)) state.lastWrite = record.written();
        if (added.fork()) sayFork(state, record.turn(), now);
        if (added.headMoved()) sayHead(state, now);
        sayGap(state, record, now);
    }

    /** The session is deleted: nothing of it stays but the tombstone. */
    void bury(SessionState state, boolean here, Instant now) {
        if (state.deleted) return;
        state.deleted = true;
        int erased = erase(state);
        out.emit(new ReplicaEvent.Deleted(now, node, state.id, here, erased));
    }

    /** The session was idle for too long: nothing of it stays, and nothing says that it was here. */
    void expire(SessionState state, Instant now) {
        int turn = state.tree.newestTurn();
        Duration idle = Duration.between(state.lastWrite, now);
        int erased = erase(state);
        out.emit(new ReplicaEvent.Expired(now, node, state.id, turn, idle, erased));
        forgetIfEmpty(state);
    }

    private int erase(SessionState state) {
        int erased = state.keys.size();
        if (erased > 0) out.add(new ContextEffect.Erase(new ArrayList<>(state.keys)));
        state.keys.clear();
        state.tree = new SessionTree();
        bytes -= state.bytes;
        state.bytes = 0;
        state.gap = false;
        return erased;
    }

    private void sayFork(SessionState state, int turn, Instant now) {
        List<TurnHash> hashes = state.tree.atTurn(turn).stream().map(TurnRecord::hash).sorted().toList();
        TurnHash head = state.tree.head().map(TurnRecord::hash).orElse(hashes.getLast());
        out.emit(new ReplicaEvent.ForkSeen(now, node, state.id, turn, hashes, head));
    }

    private void sayHead(SessionState state, Instant now) {
        int tokens = state.tree.log().stream().mapToInt(r -> r.content().tokens()).sum();
        out.emit(new ReplicaEvent.HeadMoved(now, node, state.id, state.tree.have(), state.tree.head().orElseThrow().hash(), tokens));
    }

    private void sayGap(SessionState state, TurnRecord record, Instant now) {
        List<Integer> missing = state.tree.absent(state.tree.chain(record.turn(), List.of(record.hash())));
        if (!missing.isEmpty()) {
            state.gap = true;
            out.emit(new ReplicaEvent.GapSeen(now, node, state.id, record.turn(), missing));
        } else if (state.gap && state.tree.newestTurn() == state.tree.have()) {
            state.gap = false;
            out.emit(new ReplicaEvent.GapFilled(now, node, state.id, state.tree.have()));
        }
    }
}
