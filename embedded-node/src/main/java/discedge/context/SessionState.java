package discedge.context;

import discedge.session.SessionId;
import discedge.session.SessionTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What this node knows of one session: its records, whether it is deleted, who runs and who waits. */
final class SessionState {
    final SessionId id;
    SessionTree tree = new SessionTree();
    boolean deleted;
    /** The turn that runs here now; null if none. */
    RunningTurn running;
    /** Requests that wait for arrivals, in the order they came. */
    final Map<Long, PendingRequest> waiting = new LinkedHashMap<>();
    /** Clients that wait for the deletion to be safe, with their deadline. */
    final Map<Long, Instant> deleting = new LinkedHashMap<>();
    /** The log's turn up to which its way between nodes was looked at. */
    int seenTurn;
    boolean fetching;
    boolean gap;
    long bytes;
    Instant lastWrite = Instant.EPOCH;
    /** Of the oldest record here. */
    Instant firstWrite = Instant.MAX;
    /** Turn records' keys here, to be erased when the session is deleted. */
    final List<String> keys = new ArrayList<>();

    SessionState(SessionId id) {
        this.id = id;
    }
}
