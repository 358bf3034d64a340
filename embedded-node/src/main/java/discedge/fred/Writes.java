package discedge.fred;

import discedge.event.ReplicaEvent;
import discedge.fred.StoreEffect.Append;
import discedge.fred.StoreEffect.Created;
import discedge.fred.StoreEffect.CreateFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of every item into the store: through the log and, when it is durable there, into view. Nothing is seen, acknowledged
 * or sent before that; otherwise a number could be used again, with other content, after a crash.
 */
final class Writes {
    static final Duration RETRY = Duration.ofSeconds(1);

    /** Told when something is kept. */
    interface Listener {
        /** The origin's mark has risen. */
        void held(Origin origin, Instant now);

        /** An item is here although numbers before its own are not. */
        void stranded(StoredItem item, Instant now);
    }

    /** @param from the peer an item came from; empty for a write of this node */
    private record Pending(long position, LogEntry entry, Optional<String> from, List<Long> tokens) {}

    private final ReplicaSettings settings;
    private final ItemCheck check;
    private final Store store;
    private final Effects effects;
    private final Listener listener;
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private final Map<String, Pending> pendingByKey = new HashMap<>();
    private final List<String> erasuresToLog = new ArrayList<>();
    private Optional<Instant> retryAt = Optional.empty();
    private boolean opened;
    private long last;

    Writes(ReplicaSettings settings, boolean opened, ItemCheck check, Store store, Effects effects, Listener listener) {
        this.settings = settings;
        this.opened = opened || !settings.durable();
        this.check = check;
        this.store = store;
        this.effects = effects;
        this.listener = listener;
    }

    void create(long token, String key, byte[] value, Instant now) {
        Optional<StoredItem> present = store.read(key);
        Pending pending = pendingByKey.get(key);
        if (store.isErased(key)) {
            effects.add(new CreateFailed(token, "the key " + key + " was erased and cannot be written again"));
        } else if (present.isPresent()) {
            boolean same = Arrays.equals(present.get().value(), value);
            effects.add(same ? new Created(token) : otherValue(token, key));
        } else if (pending != null) {
            boolean same = pending.entry() instanceof LogEntry.Put(StoredItem item) && Arrays.equals(item.value(), value);
            if (same) pending.tokens().add(token);
            else effects.add(otherValue(token, key));
        } else {
            Optional<String> problem = check.problem(key, value);
            if (problem.isPresent()) {
                effects.add(new CreateFailed(token, "the value of " + key + " cannot be kept: " + problem.get()));
                return;
            }
            var item = new StoredItem(key, value, settings.origin(), store.track(settings.origin()).claimed() + 1);
            append(new LogEntry.Put(item), Optional.empty(), List.of(token), now);
        }
    }

    private static CreateFailed otherValue(long token, String key) {
        return new CreateFailed(token, "the key " + key + " has another value already, and items are never changed");
    }

    /** Keeps an item that came from a peer. Its number must not be claimed yet. */
    void arrive(StoredItem item, String from, Instant now) {
        append(new LogEntry.Put(item), Optional.of(from), List.of(), now);
    }

    void pass(Origin origin, long from, long through, Instant now) {
        append(new LogEntry.Passed(origin, from, through), Optional.empty(), List.of(), now);
    }

    void erase(Collection<String> keys, Instant now) {
        List<String> fresh = keys.stream().sorted().filter(store::erase).toList();
        if (!fresh.isEmpty()) append(new LogEntry.Erased(fresh), Optional.empty(), List.of(), now);
    }

    boolean isPending(String key) {
        return pendingByKey.containsKey(key);
    }

    private void append(LogEntry entry, Optional<String> from, List<Long> tokens, Instant now) {
        claim(entry);
        if (!settings.durable()) {
            commit(new Pending(0, entry, from, tokens), now);
            return;
        }
        open();
        enqueue(new Pending(++last, entry, from, new ArrayList<>(tokens)));
    }

    /** Says whose entries follow; the first thing in a log, and the first of every epoch. */
    void open() {
        if (opened) return;
        opened = true;
        Origin own = settings.origin();
        enqueue(new Pending(++last, new LogEntry.Opened(own.node(), own.epoch(), settings.keygroup()), Optional.empty(), List.of()));
    }

    private void enqueue(Pending pending) {
        queue.add(pending);
        if (pending.entry() instanceof LogEntry.Put(StoredItem item)) pendingByKey.putIfAbsent(item.key(), pending);
        effects.add(new Append(pending.position(), pending.entry()));
    }

    private void claim(LogEntry entry) {
        switch (entry) {
            case LogEntry.Put(StoredItem item) -> store.track(item.origin()).claim(item.number(), item.number());
            case LogEntry.Passed(Origin origin, long from, long through) -> store.track(origin).claim(from, through);
            case LogEntry.Opened _, LogEntry.Erased _ -> {}
        }
    }

    void appended(long position, Instant now) {
        while (!queue.isEmpty() && queue.peek().position() <= position) {
            Pending pending = queue.poll();
            if (pending.entry() instanceof LogEntry.Put(StoredItem item)) pendingByKey.remove(item.key(), pending);
            commit(pending, now);
        }
    }

    private void commit(Pending pending, Instant now) {
        switch (pending.entry()) {
            case LogEntry.Put(StoredItem item) -> keep(item, pending, now);
            case LogEntry.Passed(Origin origin, long from, long through) -> {
                store.track(origin).pass(from, through);
                listener.held(origin, now);
            }
            case LogEntry.Opened _, LogEntry.Erased _ -> {}
        }
    }

    private void keep(StoredItem item, Pending pending, Instant now) {
        boolean fresh = !store.has(item.key()) && !store.isErased(item.key());
        if (fresh) store.put(item);
        store.track(item.origin()).keep(item.number(), item.key());
        Origin origin = item.origin();
        if (pending.from().isEmpty()) {
            effects.emit(new ReplicaEvent.Written(now, origin.node(), origin.epoch(), item.number(), item.key(), item.value().length));
        } else if (fresh) {
            String from = pending.from().get();
            effects.emit(new ReplicaEvent.Arrived(now, settings.origin().node(), from, origin.node(), origin.epoch(), item.number(),
                    item.key(), item.value().length, check.written(item.key(), item.value())));
            effects.add(new StoreEffect.Arrived(item, from));
        }
        for (long token : pending.tokens()) effects.add(new Created(token));
        if (store.isAnchored(item)) listener.held(origin, now);
        else if (fresh) listener.stranded(item, now);
    }

    /** The entry and all after it did not reach the log. True if something that came from a peer was among them. */
    boolean appendFailed(long position, String why, Instant now) {
        effects.withdrawAppends(position);
        var failed = new ArrayDeque<Pending>();
        while (!queue.isEmpty() && queue.peekLast().position() >= position) failed.addFirst(queue.pollLast());
        store.tracks().forEach(Track::unclaim);
        for (Pending left : queue) claim(left.entry());
        boolean fromPeers = false;
        for (Pending pending : failed) {
            switch (pending.entry()) {
                case LogEntry.Put(StoredItem item) -> {
                    pendingByKey.remove(item.key(), pending);
                    // A full disk refuses hundreds of arrivals a second: the first one says it.
                    if (pending.from().isEmpty() || !fromPeers) effects.emit(new ReplicaEvent.WriteFailed(now, settings.origin().node(), item.key(), why));
                    if (pending.from().isPresent()) fromPeers = true;
                    for (long token : pending.tokens()) effects.add(new CreateFailed(token, why));
                }
                case LogEntry.Passed _ -> fromPeers = true;
                case LogEntry.Erased(List<String> keys) -> {
                    erasuresToLog.addAll(keys);
                    retryAt = Optional.of(now.plus(RETRY));
                }
                case LogEntry.Opened _ -> opened = false;
            }
        }
        return fromPeers;
    }

    void tick(Instant now) {
        if (retryAt.isEmpty() || now.isBefore(retryAt.get())) return;
        retryAt = Optional.empty();
        var keys = List.copyOf(erasuresToLog);
        erasuresToLog.clear();
        append(new LogEntry.Erased(keys), Optional.empty(), List.of(), now);
    }

    /** When {@link #tick} has something to do. */
    Optional<Instant> wake() {
        return retryAt;
    }

    /** The newest entry's position. */
    long last() {
        return last;
    }

    /** Everything up to here is durable or has failed. */
    long settled() {
        return queue.isEmpty() ? last : queue.peek().position() - 1;
    }
}
