package discedge.context;

import discedge.event.TurnEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Requests that wait for their session to catch up: woken by arrivals, not by polling; ended at their deadline. */
final class Waits {
    private final String node;
    private final Outbox out;
    private final LongSupplier tokens;
    private final Map<Long, PendingRequest> waiting = new LinkedHashMap<>();
    private final Map<Long, SessionState> fetches = new HashMap<>();

    Waits(String node, Outbox out, LongSupplier tokens) {
        this.node = node;
        this.out = out;
        this.tokens = tokens;
    }

    /** The request waits for arrivals of this session, and linked replicas are asked for it. */
    void begin(SessionState state, PendingRequest p, List<Integer> missing, Instant now) {
        state.waiting.put(p.id, p);
        if (p.waiting()) return;
        p.waitingSince = now;
        waiting.put(p.id, p);
        out.emit(new TurnEvent.Waiting(now, node, p.id, p.session, p.asked.turn(), state.tree.have(), missing));
        if (!state.fetching) {
            state.fetching = true;
            long token = tokens.getAsLong();
            fetches.put(token, state);
            out.add(new ContextEffect.Fetch(token, state.id, Duration.between(now, p.deadline)));
        }
        out.add(new ContextEffect.WakeAt(nextDeadline().orElseThrow()));
    }

    /** The request waits no longer; harmless if it did not. */
    void end(SessionState state, PendingRequest p, boolean caughtUp, Instant now) {
        state.waiting.remove(p.id);
        if (!p.waiting()) return;
        p.waited = Duration.between(p.waitingSince, now);
        forget(p);
        out.emit(new TurnEvent.Waited(now, node, p.id, p.session, p.asked.turn(), p.waited, caughtUp));
    }

    void forget(PendingRequest p) {
        p.waitingSince = null;
        waiting.remove(p.id);
    }

    /** The session whose fetch this was. */
    Optional<SessionState> fetched(long token) {
        Optional<SessionState> state = Optional.ofNullable(fetches.remove(token));
        state.ifPresent(s -> s.fetching = false);
        return state;
    }

    List<PendingRequest> overdue(Instant now) {
        return waiting.values().stream().filter(p -> !p.deadline.isAfter(now)).toList();
    }

    Optional<Instant> nextDeadline() {
        return waiting.values().stream().map(p -> p.deadline).min(Instant::compareTo);
    }
}
