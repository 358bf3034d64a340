package discedge.timeline.forecast;

import discedge.session.TurnHash;
import discedge.timeline.world.Head;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.RecordState;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.TurnState;
import discedge.timeline.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A turn of the client's chain that a node does not have.
 *
 * @param written when its record was written; empty if it is not yet
 * @param origin who wrote it, or is about to
 * @param holders nodes that have it, or will have it first
 */
record Missing(int turn, Optional<Instant> written, String origin, List<String> holders) {
    /**
     * What the node lacks of the chain that the client's next turn builds on, newest first.
     *
     * @return empty if the events do not tell: the log began after the session did
     */
    static Optional<List<Missing>> of(World world, SessionState session, String node) {
        var missing = new ArrayList<Missing>();
        Optional<TurnState> running = NextTurn.underWay(session);
        Optional<TurnHash> committed = running.flatMap(turn -> turn.outcome().hash());
        if (committed.isPresent()) return chain(world, session, node, running.get().turn(), committed.get(), missing);
        if (running.isPresent() && !running.get().asked().node().equals(node)) {
            String at = running.get().asked().node();
            missing.add(new Missing(running.get().turn(), Optional.empty(), at, List.of(at)));
        }
        Optional<SessionState.Answer> answer = session.answered();
        if (answer.isEmpty()) {
            // Records, and nobody known to have had an answer: the client's place in the chain is not known.
            return session.records().isEmpty() && session.heads().isEmpty() || running.isPresent() ? Optional.of(missing) : Optional.empty();
        }
        Optional<TurnHash> after = answer.get().hash();
        return after.isEmpty() ? Optional.of(missing) : chain(world, session, node, answer.get().turn(), after.get(), missing);
    }

    private static Optional<List<Missing>> chain(World world, SessionState session, String node, int turn, TurnHash hash, List<Missing> missing) {
        Optional<Head> head = world.head(session, node);
        if (head.filter(its -> leadsTo(session, its, turn, hash)).isPresent()) return Optional.of(missing);
        int at = turn;
        TurnHash wanted = hash;
        while (at >= 1 && !(head.isPresent() && head.get().hash().equals(wanted))) {
            Optional<RecordState> record = session.record(at, wanted);
            if (record.isEmpty() || !world.holds(record.get(), node)) missing.add(lacking(world, session, at, record));
            Optional<TurnHash> before = record.flatMap(RecordState::before);
            // Beyond here the events say nothing; what is known to be missing is enough to go by.
            if (before.isEmpty() && at > 1) return missing.isEmpty() ? Optional.empty() : Optional.of(missing);
            wanted = before.orElse(wanted);
            at--;
        }
        return Optional.of(missing);
    }

    /** The node's log goes through this record: all of a head's chain is there. */
    private static boolean leadsTo(SessionState session, Head head, int turn, TurnHash hash) {
        TurnHash at = head.hash();
        for (int number = head.turn(); number > turn; number--) {
            Optional<TurnHash> before = session.record(number, at).flatMap(RecordState::before);
            if (before.isEmpty()) return false;
            at = before.get();
        }
        return head.turn() >= turn && at.equals(hash);
    }

    private static Missing lacking(World world, SessionState session, int turn, Optional<RecordState> record) {
        var holders = new ArrayList<String>();
        for (NodeState other : world.nodes()) {
            boolean has = record.map(known -> world.holds(known, other.name()))
                    .orElseGet(() -> world.head(session, other.name()).filter(head -> head.turn() >= turn).isPresent());
            if (has) holders.add(other.name());
        }
        String origin = record.map(RecordState::origin).orElse(holders.isEmpty() ? "" : holders.getFirst());
        return new Missing(turn, record.map(RecordState::written), origin, holders);
    }
}
