package discedge.fred.store;

import discedge.event.ReplicaEvent;
import discedge.fred.ItemCheck;
import discedge.fred.Origin;
import discedge.fred.StoreEffect;
import discedge.fred.StoredItem;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.VectorClock;
import discedge.session.RecordKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Which keys FReD is known to hold for this node, and which it held once; what is new is told to the context manager. */
final class Held {
    private final FredStoreSetting setting;
    private final ItemCheck check;
    private final Desk desk;
    private final Set<String> present = new HashSet<>();
    /** Deleted in FReD. Not to be asked for again, as little as what cannot be read. */
    private final TreeSet<String> gone = new TreeSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private BiPredicate<String, String> own = (_, _) -> false;

    Held(FredStoreSetting setting, ItemCheck check, Desk desk) {
        this.setting = setting;
        this.check = check;
        this.desk = desk;
    }

    /** @param own takes an item, key and text, that this node is writing at the moment: whoever tells of it first, it did not arrive */
    void own(BiPredicate<String, String> own) {
        this.own = own;
    }

    boolean has(String key) {
        return present.contains(key);
    }

    boolean knows(String key) {
        return present.contains(key) || gone.contains(key) || unreadable.contains(key);
    }

    int size() {
        return present.size();
    }

    void put(String key) {
        present.add(key);
        gone.remove(key);
        unreadable.remove(key);
    }

    void deleted(String key) {
        present.remove(key);
        gone.add(key);
    }

    /** Something whose key begins so was deleted in FReD. */
    boolean hasErased(String prefix) {
        String key = gone.ceiling(prefix);
        return key != null && key.startsWith(prefix);
    }

    boolean isGone(String key) {
        return gone.contains(key);
    }

    /**
     * Another member holds this item, and the FReD node beside this one gets it, too. One that was told meanwhile is left alone.
     *
     * @return true if it is new here
     */
    boolean brought(String key, String text, String member) {
        if (has(key)) return false;
        boolean isNew = arrived(key, text, member);
        desk.call(new FredCall.Update(setting.keygroup(), key, text, List.of(VectorClock.NONE)), _ -> { });
        return isNew;
    }

    /**
     * FReD holds this item.
     *
     * @param from the FReD node that said so
     * @return true if it is new here
     */
    boolean arrived(String key, String text, String from) {
        if (present.contains(key) || own.test(key, text)) return false;
        Optional<RecordKey> parsed = RecordKey.parse(key);
        if (parsed.isEmpty() || parsed.get() instanceof RecordKey.First) {
            put(key);
            return false;
        }
        Optional<byte[]> value = SevenBits.unpack(text);
        Optional<String> problem = value.isPresent() ? check.problem(key, value.get()) : Optional.of("its value is not packed as a record's is");
        if (problem.isPresent()) {
            if (unreadable.add(key)) desk.emit(new ReplicaEvent.Refused(desk.now(), setting.node(), from, "", 0, key, problem.get()));
            return false;
        }
        put(key);
        String origin = check.origin(key, value.get());
        desk.emit(new ReplicaEvent.Arrived(desk.now(), setting.node(), from, origin, 0, 0, key, value.get().length, check.written(key, value.get())));
        desk.add(new StoreEffect.Arrived(new StoredItem(key, value.get(), new Origin(origin, 0), 0), from));
        return true;
    }
}
