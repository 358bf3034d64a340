package discedge.context;

import discedge.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The end of sessions that nobody goes on with (docs/protocol.md, "Forgetting"). Past its idle time a session takes no turn.
 * Past the grace, too, it is removed here, if every member answers and none has anything newer. Each node does so for itself:
 * there is no tombstone, so a session that went on somewhere after all is not killed by a clock that is wrong.
 */
final class Expiry {
    private static final int AT_ONCE = 8;
    private static final Duration ASKED = Duration.ofSeconds(2);
    /** Between two attempts while a member does not answer, doubled each time; no longer than the grace at first. */
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration MOST = Duration.ofMinutes(16);

    /** @param attempts times that the members were asked in vain */
    private record Due(SessionState state, Instant at, int attempts) {}

    private final ProtocolSettings settings;
    private final Outbox out;
    private final Sessions sessions;
    private final LongSupplier tokens;
    private final Prewarms prewarms;
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Set<SessionState> watched = new HashSet<>();
    private final Map<Long, Due> asked = new HashMap<>();

    Expiry(ProtocolSettings settings, Outbox out, Sessions sessions, LongSupplier tokens, Prewarms prewarms) {
        this.settings = settings;
        this.out = out;
        this.sessions = sessions;
        this.tokens = tokens;
        this.prewarms = prewarms;
    }

    /** When the session may take no turn any more, if nothing is written meanwhile; empty = it may be idle for ever. */
    static Optional<Instant> end(SessionState state) {
        return state.tree.header().flatMap(header -> header.expires(state.lastWrite));
    }

    static boolean isOver(SessionState state, Instant now) {
        return state.running == null && end(state).filter(end -> end.isBefore(now)).isPresent();
    }

    /**
     * Others may be about to remove it: what is not kept by now must not be. Half of the grace is for clocks that differ, the
     * other half for turns under way.
     */
    static boolean isTooLate(SessionState state, Duration grace, Instant now) {
        return end(state).filter(end -> end.plus(grace.dividedBy(2)).isBefore(now)).isPresent();
    }

    static Refusal over(SessionState state, Instant now) {
        return Refusal.of(RefusalCode.SESSION_EXPIRED, "session " + state.id + " was idle for " + Duration.between(state.lastWrite, now).toSeconds() + " s and may be for "
                + state.tree.header().orElseThrow().idleTtl().toSeconds() + " s; begin a new one, with another id");
    }

    static Refusal removed(SessionId session) {
        return Refusal.of(RefusalCode.SESSION_EXPIRED, "session " + session + " was removed because it was idle for too long; begin a new one, with another id");
    }

    /** Something of the session came; looked at again when it is due. */
    void watch(SessionState state) {
        if (!watched.contains(state)) removable(state).ifPresent(at -> put(state, at, 0));
    }

    private void put(SessionState state, Instant at, int attempts) {
        watched.add(state);
        queue.add(new Due(state, at, attempts));
    }

    void tick(Instant now) {
        while (asked.size() < AT_ONCE && !queue.isEmpty() && !queue.peek().at().isAfter(now)) due(queue.poll(), now);
    }

    private void due(Due due, Instant now) {
        watched.remove(due.state);
        removable(due.state).ifPresent(at -> {
            if (at.isAfter(now)) put(due.state, at, 0);
            else if (isInUse(due.state)) put(due.state, now.plus(retry(0)), 0);
            else ask(due);
        });
    }

    private void ask(Due due) {
        watched.add(due.state);
        long token = tokens.getAsLong();
        asked.put(token, due);
        out.add(new ContextEffect.Fetch(token, due.state.id, ASKED));
    }

    /**
     * When the others are asked; empty if the session may live for ever. Of one whose first record is not here it is not known
     * whether it may: it is removed if another member has removed it.
     */
    private Optional<Instant> removable(SessionState state) {
        if (state.deleted || state.tree.records().isEmpty() || sessions.find(state.id).filter(state::equals).isEmpty()) return Optional.empty();
        Optional<Instant> end = isHeadless(state) ? Optional.of(state.lastWrite) : end(state);
        return end.map(from -> from.plus(settings.expiryGrace()));
    }

    private static boolean isHeadless(SessionState state) {
        return state.tree.header().isEmpty();
    }

    private static boolean isInUse(SessionState state) {
        return state.running != null || !state.waiting.isEmpty() || !state.deleting.isEmpty();
    }

    private Duration retry(int attempts) {
        Duration grace = settings.expiryGrace();
        Duration first = grace.compareTo(RETRY) > 0 ? RETRY : grace.isPositive() ? grace : ASKED;
        Duration wanted = first.multipliedBy(1L << Math.min(attempts, 10));
        return wanted.compareTo(MOST) < 0 ? wanted : MOST;
    }

    /**
     * @param allAnswered every member is linked and said what it has
     * @param erased a member has removed the session
     * @return false if this was not asked for here
     */
    boolean fetched(long token, boolean allAnswered, boolean erased, Instant now) {
        Due due = asked.remove(token);
        if (due == null) return false;
        SessionState state = due.state;
        watched.remove(state);
        removable(state).ifPresent(at -> {
            if (at.isAfter(now)) put(state, at, 0);
            else if (!allAnswered) put(state, now.plus(retry(due.attempts)), due.attempts + 1);
            else if (isInUse(state)) put(state, now.plus(retry(0)), 0);
            else if (isHeadless(state) && !erased) put(state, now.plus(retry(due.attempts).plus(settings.expiryGrace())), due.attempts + 1);
            else remove(state, now);
        });
        tick(now);
        return true;
    }

    private void remove(SessionState state, Instant now) {
        sessions.expire(state, now);
        prewarms.expired(state.id, now);
    }

    Optional<Instant> nextDeadline() {
        return asked.size() < AT_ONCE ? Optional.ofNullable(queue.peek()).map(Due::at) : Optional.empty();
    }
}
