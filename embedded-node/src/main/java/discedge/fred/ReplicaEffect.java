package discedge.fred;

import discedge.event.NodeEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What the replica wants done. The driver carries the effects out in order. */
public sealed interface ReplicaEffect {
    record Send(LinkId link, PeerMessage message) implements ReplicaEffect {}

    record Close(LinkId link, String why) implements ReplicaEffect {}

    /**
     * Keep the entry; report its position by {@link Replica#appended} when it is durable, or {@link Replica#appendFailed}.
     * Positions rise by one; those that failed are not used again.
     */
    record Append(long position, LogEntry entry) implements ReplicaEffect {}

    /** The item of this create is kept, as durably as this node keeps anything. */
    record Created(long token) implements ReplicaEffect {}

    record CreateFailed(long token, String why) implements ReplicaEffect {}

    /** An item of another node is kept here now. */
    record Arrived(StoredItem item, String from) implements ReplicaEffect {}

    /**
     * The answer to a fetch: complete or out of time.
     *
     * @param silent names or addresses of configured peers that are not linked or have not answered
     * @param found items that came
     * @param elsewhere "keygroup fingerprint node" of peers of another model that know the prefix
     */
    record Fetched(long token, Set<String> silent, int found, List<String> elsewhere) implements ReplicaEffect {}

    /** Call {@link Replica#tick} at this time, or earlier. Replaces an earlier wish. */
    record WakeAt(Instant when) implements ReplicaEffect {}

    record Emit(NodeEvent event) implements ReplicaEffect {}
}
