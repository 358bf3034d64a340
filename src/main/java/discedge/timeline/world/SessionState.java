package discedge.timeline.world;

import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.timeline.persistent.PersistentMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A session, as far as events say.
 *
 * @param node that it was last asked at; empty if at none
 * @param turn the newest one asked for or held; 0 if none
 * @param answered the last turn whose answer the client has
 * @param heads by node, those too that their node has forgotten since: see {@link World#heads}
 * @param records by name
 */
public record SessionState(SessionId id, Who who, String node, int turn, Optional<Answer> answered, PersistentMap<String, Head> heads,
                           PersistentMap<String, RecordState> records, PersistentMap<Integer, TurnState> turns, Totals totals, Flags flags, Instant active) {
    /**
     * Who talks, and how.
     *
     * @param client empty if no client's own events were seen
     * @param mode {@code raw}, {@code tokenized}, {@code client-side}; empty if not known
     * @param consistency {@code strong} or {@code available}; empty if not known
     * @param maxWait how long the last request let a node wait for its replica; empty if not known
     */
    public record Who(String user, String client, String mode, String consistency, Optional<Duration> maxWait) {
        static final Who NOBODY = new Who("", "", "", "", Optional.empty());
    }

    /** @param hash empty in mode client-side */
    public record Answer(int turn, Optional<TurnHash> hash) {}

    /**
     * @param bytes of all records, each once
     * @param retries attempts beyond the first of each turn
     * @param firstToken of the newest turn that got one
     * @param requestBytes of the newest turn that was counted
     */
    public record Totals(long bytes, int retries, Optional<Duration> firstToken, Optional<Long> requestBytes) {
        static final Totals NONE = new Totals(0, 0, Optional.empty(), Optional.empty());
    }

    /**
     * @param forkedTurns turns of which two records were seen
     * @param gaps turns missing, by the node that has a record beyond them
     * @param deleted a tombstone was seen
     * @param expired a node has removed it because it was idle for too long
     * @param windowFull a request was refused because the window is full
     */
    public record Flags(List<Integer> forkedTurns, PersistentMap<String, List<Integer>> gaps, boolean deleted, boolean expired, boolean windowFull) {
        static final Flags NONE = new Flags(List.of(), PersistentMap.empty(), false, false, false);

        public Flags {
            forkedTurns = List.copyOf(forkedTurns);
        }

        public boolean forked() {
            return !forkedTurns.isEmpty();
        }

        public boolean gap() {
            return !gaps.isEmpty();
        }

        Flags forkedAt(Collection<Integer> turns) {
            return new Flags(List.copyOf(turns), gaps, deleted, expired, windowFull);
        }

        /** @param missing empty = nothing is missing there */
        Flags gap(String node, List<Integer> missing) {
            return new Flags(forkedTurns, missing.isEmpty() ? gaps.without(node) : gaps.with(node, missing), deleted, expired, windowFull);
        }

        Flags asDeleted() {
            return new Flags(forkedTurns, gaps, true, expired, windowFull);
        }

        Flags asExpired() {
            return new Flags(forkedTurns, gaps, deleted, true, windowFull);
        }

        Flags asWindowFull() {
            return new Flags(forkedTurns, gaps, deleted, expired, true);
        }
    }

    static SessionState first(SessionId id, Instant time) {
        return new SessionState(id, Who.NOBODY, "", 0, Optional.empty(), PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty(), Totals.NONE,
                Flags.NONE, time);
    }

    /** The newest turn's figures; empty if none was asked for. */
    public Optional<TurnState> current() {
        return turns.find(turn).or(() -> turns.values().stream().max(java.util.Comparator.comparingInt(TurnState::turn)));
    }

    public Optional<TurnState> turn(int number) {
        return turns.find(number);
    }

    /** In order. */
    public List<TurnState> turnsInOrder() {
        return List.copyOf(turns.sorted().values());
    }

    /** The record of a turn's answer, where it was seen. */
    public Optional<RecordState> record(TurnState turn) {
        return turn.outcome().hash().flatMap(hash -> records.find(RecordName.of(turn.turn(), hash)));
    }

    public Optional<RecordState> record(int turn, TurnHash hash) {
        return records.find(RecordName.of(turn, hash));
    }

    /** The longest way that the newest record took to a replica; empty until one has it. */
    public Optional<Duration> lag() {
        return current().flatMap(this::record).flatMap(RecordState::worstLag);
    }

    SessionState who(Who now) {
        return new SessionState(id, now, node, turn, answered, heads, records, turns, totals, flags, active);
    }

    SessionState asked(String at, int number) {
        return new SessionState(id, who, at, Math.max(turn, number), answered, heads, records, turns, totals, flags, active);
    }

    SessionState answered(Answer now) {
        return new SessionState(id, who, node, Math.max(turn, now.turn), Optional.of(now), heads, records, turns, totals, flags, active);
    }

    SessionState head(String at, Head head) {
        return new SessionState(id, who, node, Math.max(turn, head.turn()), answered, heads.with(at, head), records, turns, totals, flags, active);
    }

    /** It was idle for too long, and no node has it any more. */
    public boolean expired() {
        return flags.expired() && heads.isEmpty();
    }

    SessionState headGone(String at) {
        return new SessionState(id, who, node, turn, answered, heads.without(at), records, turns, totals, flags, active);
    }

    SessionState record(RecordState record) {
        return new SessionState(id, who, node, turn, answered, heads, records.with(record.name(), record), turns, totals, flags, active);
    }

    SessionState turn(TurnState now) {
        return new SessionState(id, who, node, turn, answered, heads, records, turns.with(now.turn(), now), totals, flags, active);
    }

    SessionState totals(Totals now) {
        return new SessionState(id, who, node, turn, answered, heads, records, turns, now, flags, active);
    }

    SessionState flags(Flags now) {
        return new SessionState(id, who, node, turn, answered, heads, records, turns, totals, now, active);
    }

    SessionState active(Instant now) {
        return new SessionState(id, who, node, turn, answered, heads, records, turns, totals, flags, now);
    }
}
