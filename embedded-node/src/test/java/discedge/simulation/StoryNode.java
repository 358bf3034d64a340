package discedge.simulation;

import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A node of a {@link Story}: records, a tombstone a session, and what runs. */
final class StoryNode {
    /** A turn record, as far as the rules look at it. */
    record Rec(SessionId session, int turn, TurnHash hash, TurnHash before, String request, int attempt, List<Integer> missing,
               List<TurnHash> earlier, String origin) {
        String key() {
            return session.value() + "t" + "%06d".formatted(turn) + hash.toString().substring(0, 8);
        }
    }

    record Chain(List<Rec> records, List<Integer> missing) {}

    final String name;
    final boolean durable;
    boolean up = true;
    long requests;
    final Map<TurnHash, Rec> records = new LinkedHashMap<>();
    /** Arrived and dropped, by a planted fault. */
    final Set<TurnHash> lost = new HashSet<>();
    final TreeSet<SessionId> deleted = new TreeSet<>();
    final Map<SessionId, TurnHash> heads = new HashMap<>();
    final Map<SessionId, Story.Ask> running = new HashMap<>();

    StoryNode(String name, boolean durable) {
        this.name = name;
        this.durable = durable;
    }

    List<Rec> at(SessionId session, int turn) {
        return records.values().stream().filter(r -> r.session.equals(session) && r.turn == turn).toList();
    }

    boolean isComplete(Rec record) {
        for (Rec r = record; r.turn > 1; r = records.get(r.before)) if (!records.containsKey(r.before)) return false;
        return true;
    }

    Optional<Rec> head(SessionId session) {
        return records.values().stream().filter(r -> r.session.equals(session)).filter(this::isComplete)
                .max(Comparator.comparingInt(Rec::turn).thenComparingInt(Rec::attempt).thenComparing(Rec::hash));
    }

    Optional<Rec> log(SessionId session, int turn) {
        Optional<Rec> head = head(session);
        if (head.isEmpty() || head.get().turn < turn || turn < 1) return Optional.empty();
        Rec r = head.get();
        while (r.turn > turn) r = records.get(r.before);
        return Optional.of(r);
    }

    /** What is here of the chain that ends in {@code after}'s first hash; the others are the hashes before it. */
    Chain chain(int turn, List<TurnHash> after) {
        var before = new HashMap<TurnHash, TurnHash>();
        for (Rec r : records.values()) link(before, r.before, r.earlier);
        if (!after.isEmpty()) link(before, after.getFirst(), after.subList(1, after.size()));
        var here = new ArrayList<Rec>();
        var missing = new ArrayList<Integer>();
        TurnHash hash = after.isEmpty() ? null : after.getFirst();
        for (int t = turn; t > 0; t--) {
            Rec r = hash == null ? null : records.get(hash);
            if (r != null) here.add(r);
            else missing.add(t);
            hash = r != null ? r.before : before.get(hash);
        }
        return new Chain(here.reversed(), missing.reversed());
    }

    private static void link(Map<TurnHash, TurnHash> before, TurnHash newest, List<TurnHash> earlier) {
        TurnHash newer = newest;
        for (TurnHash older : earlier) {
            before.putIfAbsent(newer, older);
            newer = older;
        }
    }
}
