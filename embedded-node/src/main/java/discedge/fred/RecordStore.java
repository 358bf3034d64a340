package discedge.fred;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where a node's turn records are: its own {@linkplain Replica replica}, or FReD. Items are written once and never changed.
 * Without threads, disk, network or clock: it is told what happened and when, and says what is to be done. One caller at a time.
 */
public interface RecordStore {
    /** Writes an item if its key is new. Ends in {@link StoreEffect.Created}, also if the same value is there already, or {@link StoreEffect.CreateFailed}. */
    void create(long token, String key, byte[] value, Instant now);

    /** Forgets items, for good. The other nodes of the session do the same when they hear of its tombstone. */
    void erase(Collection<String> keys, Instant now);

    /** Asks the other members for all they have under a prefix; ends in {@link StoreEffect.Fetched}, when what came can be read. */
    void fetch(long token, String prefix, Duration timeout, Instant now);

    /** The items under a prefix that were here at the start, by key; those that come later are told. */
    List<StoredItem> scan(String prefix);

    /** Something under this prefix was here and was erased. */
    boolean hasErased(String prefix);

    /** The item is safe against the loss of any one node that the members allow. */
    boolean safe(String key);

    /** Why nothing can be kept at the moment, in words; empty if all is well. */
    Optional<String> trouble();

    /** The other members. */
    List<PeerView> peers();

    /** Of this node's writes in this life, the newest one's number. */
    long ownNumber();

    /** Time has passed. Harmless at any moment; {@link StoreEffect.WakeAt} says when it is needed. */
    void tick(Instant now);

    /** Takes what is to be done, in order. */
    List<StoreEffect> drain();
}
