package discedge.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All records of one session that are here: a tree, because each names the hash before it. The head is the record whose
 * chain is complete here with the highest (turn, attempt, hash); the log is the head's chain. Equal sets of records give
 * equal heads and logs, in whatever order they came (docs/protocol.md, "The log").
 */
public final class SessionTree {
    private static final Comparator<TurnRecord> HEAD_ORDER =
            Comparator.comparingInt(TurnRecord::turn).thenComparingInt(TurnRecord::attempt).thenComparing(TurnRecord::hash);

    private final Map<TurnHash, TurnRecord> byHash = new HashMap<>();
    private final SortedMap<Integer, List<TurnRecord>> byTurn = new TreeMap<>();
    private final Map<TurnHash, List<TurnRecord>> waitingFor = new HashMap<>();
    private final Map<TurnHash, TurnRecord> complete = new HashMap<>();
    private final Map<TurnHash, TurnHash> beforeOf = new HashMap<>();
    private List<TurnRecord> log = List.of();

    /**
     * What adding a record changed.
     *
     * @param headMoved the head is another record now
     * @param fork another record of the same turn was here already
     */
    public record Added(boolean isNew, boolean headMoved, boolean fork) {}

    public Added add(TurnRecord record) {
        if (byHash.putIfAbsent(record.hash(), record) != null) return new Added(false, false, false);
        List<TurnRecord> sameTurn = byTurn.computeIfAbsent(record.turn(), t -> new ArrayList<>());
        sameTurn.add(record);
        learnChain(record);
        Optional<TurnRecord> headBefore = head();
        if (record.turn() == 1 || follows(record, complete.get(record.before()))) completeFrom(record);
        else waitingFor.computeIfAbsent(record.before(), h -> new ArrayList<>()).add(record);
        return new Added(true, !headBefore.equals(head()), sameTurn.size() > 1);
    }

    /** The record at the end of the chosen chain. */
    public Optional<TurnRecord> head() {
        return log.isEmpty() ? Optional.empty() : Optional.of(log.getLast());
    }

    /** The head's turn; 0 where nothing is complete. */
    public int have() {
        return log.size();
    }

    /** The chosen chain: turn n at index n − 1. */
    public List<TurnRecord> log() {
        return Collections.unmodifiableList(log);
    }

    public Optional<TurnHash> logHash(int turn) {
        return turn >= 1 && turn <= log.size() ? Optional.of(log.get(turn - 1).hash()) : Optional.empty();
    }

    public Optional<TurnRecord> find(TurnHash hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    public boolean contains(TurnHash hash) {
        return byHash.containsKey(hash);
    }

    public boolean inLog(TurnRecord record) {
        return logHash(record.turn()).filter(record.hash()::equals).isPresent();
    }

    /** All records of one turn: more than one is a fork. */
    public List<TurnRecord> atTurn(int turn) {
        return Collections.unmodifiableList(byTurn.getOrDefault(turn, List.of()));
    }

    public Collection<TurnRecord> records() {
        return Collections.unmodifiableCollection(byHash.values());
    }

    /** The highest turn of any record here, complete or not. */
    public int newestTurn() {
        return byTurn.isEmpty() ? 0 : byTurn.lastKey();
    }

    /** The header of the log, else of any record 1, else none. */
    public Optional<SessionHeader> header() {
        return Optional.ofNullable(log.isEmpty() ? atTurn(1).stream().findFirst().orElse(null) : log.getFirst()).flatMap(TurnRecord::header);
    }

    /**
     * What is here of the chain that ends with turn {@code turn}.
     *
     * @param hashes the hash of that turn, then of the turns before it as far as the client names them, newest first
     */
    public Chain chain(int turn, List<TurnHash> hashes) {
        var known = new HashMap<TurnHash, TurnHash>();
        for (int i = 0; i + 1 < hashes.size(); i++) known.put(hashes.get(i), hashes.get(i + 1));
        var records = new ArrayList<TurnRecord>();
        var missing = new ArrayList<Integer>();
        TurnHash hash = hashes.isEmpty() ? null : hashes.getFirst();
        for (int t = turn; t > 0; t--) {
            TurnRecord record = hash == null ? null : byHash.get(hash);
            if (record != null && record.turn() == t) {
                records.add(record);
                hash = record.before();
            } else {
                missing.add(t);
                hash = hash == null ? null : known.getOrDefault(hash, beforeOf.get(hash));
            }
        }
        return new Chain(turn, records.reversed(), missing.reversed());
    }

    /** Of a chain's missing turns those of which no record is here at all; where each has one, of another branch, all of them. */
    public List<Integer> absent(Chain chain) {
        List<Integer> absent = chain.missing().stream().filter(t -> !byTurn.containsKey(t)).toList();
        return absent.isEmpty() ? chain.missing() : absent;
    }

    /** A record tells the order of the hashes its client knew: so a chain stays known across a gap. */
    private void learnChain(TurnRecord record) {
        TurnHash newer = record.before();
        for (TurnHash older : record.earlier()) {
            beforeOf.putIfAbsent(newer, older);
            newer = older;
        }
    }

    private static boolean follows(TurnRecord record, TurnRecord before) {
        return before != null && before.turn() + 1 == record.turn();
    }

    private void completeFrom(TurnRecord start) {
        var open = new ArrayList<TurnRecord>();
        open.add(start);
        TurnRecord best = log.isEmpty() ? null : log.getLast();
        while (!open.isEmpty()) {
            TurnRecord record = open.removeLast();
            complete.put(record.hash(), record);
            if (best == null || HEAD_ORDER.compare(record, best) > 0) best = record;
            List<TurnRecord> next = waitingFor.remove(record.hash());
            if (next != null) next.stream().filter(r -> follows(r, record)).forEach(open::add);
        }
        if (log.isEmpty() || best != log.getLast()) log = chainTo(best);
    }

    private List<TurnRecord> chainTo(TurnRecord head) {
        if (!log.isEmpty() && head.before().equals(log.getLast().hash())) {
            var longer = new ArrayList<>(log);
            longer.add(head);
            return longer;
        }
        var chain = new ArrayList<TurnRecord>();
        for (TurnRecord r = head; r != null; r = r.turn() == 1 ? null : complete.get(r.before())) chain.add(r);
        return new ArrayList<>(chain.reversed());
    }
}
