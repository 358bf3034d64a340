package discedge.context;

import discedge.session.SessionHeader;
import discedge.session.SessionId;
import discedge.session.TurnRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is here of a session now.
 *
 * @param log the chosen chain, turn n at index n − 1
 * @param branches every other record
 * @param bytes of all records, encoded
 */
public record SessionLook(SessionId session, boolean deleted, Optional<SessionHeader> header, List<TurnRecord> log, List<TurnRecord> branches,
                          int newestTurn, long bytes, Instant lastWrite) {
    static SessionLook of(SessionState state) {
        List<TurnRecord> branches = state.tree.records().size() == state.tree.have() ? List.of()
                : state.tree.records().stream().filter(r -> !state.tree.inLog(r))
                        .sorted(java.util.Comparator.comparingInt(TurnRecord::turn).thenComparing(TurnRecord::hash)).toList();
        return new SessionLook(state.id, state.deleted, state.tree.header(), state.tree.log(), branches, state.tree.newestTurn(), state.bytes, state.lastWrite);
    }

    public int tokens() {
        return log.stream().mapToInt(r -> r.content().tokens()).sum();
    }

    /** From then on it takes no turn, if none comes before; empty = never. */
    public Optional<Instant> expires() {
        return header.flatMap(its -> its.expires(lastWrite));
    }

    /** Two records of one turn are here. */
    public boolean forked() {
        return branches.stream().anyMatch(b -> b.turn() <= log.size()) || branches.stream().map(TurnRecord::turn).distinct().count() < branches.size();
    }
}
