package discedge.context;

import discedge.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What evaluating ahead cost and what of it was used. It affords another guess if the ids that no turn will have used stay, as far
 * as can be foreseen, within a share of all.
 */
final class PrewarmLedger {
    /** Of all ids evaluated ahead, so many may turn out to be used by no turn. */
    static final double WASTE = 0.25;
    /** After this a session is not expected any more. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private final Map<SessionId, Open> open = new HashMap<>();
    private long evaluated;
    private long lost;

    /** Evaluated for a session and not used yet. */
    private static final class Open {
        int from;
        int to;
        int ids;
        int turn;
        double probability;
        Instant since;
    }

    /** What came of a guess. */
    record Outcome(int turn, int used, int wasted) {}

    /** Ids evaluated ahead and no longer expected. */
    record Expired(SessionId session, int turn, int ids) {}

    boolean affords(double probability, int ids) {
        // What wastes so little brings the share down. Without it a streak of bad luck would end evaluating ahead for good.
        if (1 - probability <= WASTE / 2) return true;
        double wasted = lost + (1 - probability) * ids;
        for (Open one : open.values()) wasted += (1 - one.probability) * one.ids;
        return wasted <= WASTE * (evaluated + ids);
    }

    /** Ids of a session that are warm already by a guess. */
    int warm(SessionId session) {
        Open one = open.get(session);
        return one == null ? 0 : one.to;
    }

    /** @param from where evaluating began, {@code ids} how many were evaluated, {@code to} how many are warm now */
    void evaluated(SessionId session, int turn, double probability, int from, int ids, int to, Instant now) {
        if (ids == 0) return;
        evaluated += ids;
        Open one = open.computeIfAbsent(session, _ -> new Open());
        one.from = one.ids == 0 ? from : Math.min(one.from, from);
        one.ids += ids;
        one.to = to;
        one.turn = turn;
        one.probability = probability;
        one.since = now;
    }

    /** The session's turn is here and found so many ids in the cache. */
    Optional<Outcome> came(SessionId session, int cached) {
        Open one = open.remove(session);
        if (one == null) return Optional.empty();
        int used = Math.clamp(Math.min(cached, one.to) - one.from, 0, one.ids);
        lost += one.ids - used;
        return Optional.of(new Outcome(one.turn, used, one.ids - used));
    }

    Optional<Expired> gone(SessionId session) {
        Open one = open.remove(session);
        if (one == null) return Optional.empty();
        lost += one.ids;
        return Optional.of(new Expired(session, one.turn, one.ids));
    }

    /** Those that waited too long. */
    List<Expired> expire(Instant now) {
        var late = new ArrayList<SessionId>();
        open.forEach((session, one) -> {
            if (one.since.plus(PATIENCE).isBefore(now)) late.add(session);
        });
        return late.stream().flatMap(session -> gone(session).stream()).toList();
    }
}
