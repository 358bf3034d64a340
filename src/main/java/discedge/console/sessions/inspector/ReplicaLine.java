package discedge.console.sessions.inspector;

import discedge.console.kit.Names;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.sessions.parts.Texts;
import discedge.console.sessions.state.Replica;
import discedge.session.TurnHash;
import discedge.timeline.world.Head;
import discedge.timeline.world.RecordState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A session at one node, in figures.
 *
 * @param records of the session that the node holds
 * @param lag of the newest record that came here from elsewhere
 * @param differs the first turn in which it is not like the furthest replica; empty if it is in none
 * @param gap turns that are missing here below a record that is here
 * @param chosen whether it has the id that is picked out; empty if none is
 */
record ReplicaLine(Replica replica, int records, Optional<Duration> lag, OptionalInt differs, List<Integer> gap, Optional<Boolean> chosen) {
    static ReplicaLine of(World world, SessionState session, Replica replica, Optional<Head> furthest, OptionalInt chosen) {
        // A tombstone erases, and so does the end of an idle session; no event tells of each record.
        boolean erased = (session.flags().deleted() || session.flags().expired()) && replica.head().isEmpty();
        List<RecordState> held = erased ? List.of() : session.records().values().stream().filter(record -> world.holds(record, replica.node())).toList();
        Optional<Duration> lag = held.stream().filter(record -> !record.origin().equals(replica.node())).max(Comparator.comparingInt(RecordState::turn))
                .flatMap(record -> record.replicas().find(replica.node())).map(RecordState.Arrival::lag);
        OptionalInt differs = furthest.map(head -> differs(session, replica, head)).orElse(OptionalInt.empty());
        Optional<Boolean> has = chosen.isEmpty() ? Optional.empty() : Optional.of(replica.head().filter(head -> head.tokens() > chosen.getAsInt()).isPresent());
        return new ReplicaLine(replica, held.size(), lag, differs, session.flags().gaps().get(replica.node(), List.of()), has);
    }

    /** Goes back in both chains until they meet; what is not known of a chain is taken to be the same. */
    private static OptionalInt differs(SessionState session, Replica replica, Head furthest) {
        if (replica.head().isEmpty()) return OptionalInt.of(1);
        Head mine = replica.head().get();
        if (mine.hash().equals(furthest.hash())) return OptionalInt.empty();
        Optional<TurnHash> here = Optional.of(mine.hash());
        Optional<TurnHash> there = back(session, furthest.hash(), furthest.turn(), Math.min(mine.turn(), furthest.turn()));
        if (mine.turn() > furthest.turn()) here = back(session, mine.hash(), mine.turn(), furthest.turn());
        for (int turn = Math.min(mine.turn(), furthest.turn()); turn > 0; turn--) {
            if (here.isEmpty() || there.isEmpty() || here.equals(there)) return OptionalInt.of(turn + 1);
            here = before(session, here.get(), turn);
            there = before(session, there.get(), turn);
        }
        return OptionalInt.of(1);
    }

    private static Optional<TurnHash> back(SessionState session, TurnHash from, int turn, int to) {
        Optional<TurnHash> at = Optional.of(from);
        for (int i = turn; i > to && at.isPresent(); i--) at = before(session, at.get(), i);
        return at;
    }

    private static Optional<TurnHash> before(SessionState session, TurnHash hash, int turn) {
        return session.record(turn, hash).flatMap(RecordState::before);
    }

    String turn() {
        return replica.head().map(head -> Units.count(head.turn())).orElse(Units.NONE);
    }

    String hash() {
        return replica.head().map(head -> Names.of(head.hash())).orElse(Units.NONE);
    }

    String tokens() {
        return replica.head().map(head -> Units.count(head.tokens())).orElse(Units.NONE);
    }

    String difference() {
        if (differs.isEmpty()) return Words.of("sessions.differs.none");
        boolean onlyBehind = replica.state() != Replica.State.FORKED;
        return onlyBehind && replica.head().isPresent() ? Words.of("sessions.differs.behind", differs.getAsInt(), Units.count(replica.head().get().tokens() + 1))
                : Words.of("sessions.differs", differs.getAsInt());
    }

    String state() {
        String text = Texts.state(replica);
        if (!gap.isEmpty()) text += " · " + Words.of("sessions.gap", String.join(", ", gap.stream().map(turn -> Units.count(turn)).toList()));
        return text;
    }

    String chosenText() {
        return chosen.map(has -> Words.of(has ? "sessions.chosen.here" : "sessions.chosen.missing")).orElse("");
    }
}
