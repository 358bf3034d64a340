package discedge.fred;

import discedge.event.NodeEvent;
import discedge.fred.kv.FredCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a {@link RecordStore} wants done. The driver carries the effects out in order. */
public sealed interface StoreEffect {
    record Send(LinkId link, PeerMessage message) implements StoreEffect {}

    record Close(LinkId link, String why) implements StoreEffect {}

    /**
     * Keep the entry; report its position by {@link Replica#appended} when it is durable, or {@link Replica#appendFailed}.
     * Positions rise by one; those that failed are not used again.
     */
    record Append(long position, LogEntry entry) implements StoreEffect {}

    /** The item of this create is kept, as durably as this node keeps anything. */
    record Created(long token) implements StoreEffect {}

    record CreateFailed(long token, String why) implements StoreEffect {}

    /** An item of another node is kept here now. */
    record Arrived(StoredItem item, String from) implements StoreEffect {}

    /**
     * The answer to a fetch: complete or out of time.
     *
     * @param silent names or addresses of configured peers that are not linked or have not answered
     * @param found items that came
     * @param elsewhere "keygroup fingerprint node" of peers of another model that know the prefix
     * @param erased a member had items under the prefix and has erased them
     */
    record Fetched(long token, Set<String> silent, int found, List<String> elsewhere, boolean erased) implements StoreEffect {}

    /**
     * Call FReD; report what came of it by {@code replied}. Waits for nothing.
     *
     * @param host of which node; empty = the one beside this node
     */
    record Call(long id, Optional<String> host, FredCall call) implements StoreEffect {}

    /** Call {@link RecordStore#tick} at this time, or earlier. Replaces an earlier wish. */
    record WakeAt(Instant when) implements StoreEffect {}

    record Emit(NodeEvent event) implements StoreEffect {}
}
