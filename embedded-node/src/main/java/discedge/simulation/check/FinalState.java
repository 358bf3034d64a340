package discedge.simulation.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a replica that is alive holds at the end, by session id. A session that it knows nothing of is not in the map. */
public record FinalState(String node, Map<String, Session> sessions) {
    static final Session NOTHING = new Session(Set.of(), Optional.empty(), false);

    public FinalState {
        sessions = Map.copyOf(sessions);
    }

    /**
     * One session at one replica.
     *
     * @param records hashes of all records here, branches too
     * @param head hash of the head; empty where no chain is complete
     * @param deleted its tombstone is here
     */
    public record Session(Set<String> records, Optional<String> head, boolean deleted) {
        public Session {
            records = Set.copyOf(records);
        }
    }

    Session session(String id) {
        return sessions.getOrDefault(id, NOTHING);
    }
}
