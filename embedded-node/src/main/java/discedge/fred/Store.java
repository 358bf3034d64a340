package discedge.fred;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The items that can be read here, and what is known of each origin's numbers. */
final class Store {
    private final TreeMap<String, StoredItem> items = new TreeMap<>();
    private final TreeMap<Origin, Track> tracks = new TreeMap<>();
    /** Bounded when tombstones are forgotten. */
    private final TreeSet<String> erased;
    /** By how a peer's wish begins, the keys of what it means, where that is no prefix of keys. */
    private final Map<String, Function<String, List<String>>> indexes = new TreeMap<>();

    Store(Recovered recovered) {
        erased = new TreeSet<>(recovered.erased());
        recovered.held().forEach((origin, number) -> track(origin).pass(1, number));
        for (StoredItem item : recovered.items()) {
            if (erased.contains(item.key())) continue;
            items.putIfAbsent(item.key(), item);
            track(item.origin()).keep(item.number(), item.key());
        }
        tracks.values().forEach(Track::unclaim);
    }

    Optional<StoredItem> read(String key) {
        return Optional.ofNullable(items.get(key));
    }

    boolean has(String key) {
        return items.containsKey(key);
    }

    boolean isErased(String key) {
        return erased.contains(key);
    }

    boolean hasErased(String prefix) {
        String key = erased.ceiling(prefix);
        return key != null && key.startsWith(prefix);
    }

    int size() {
        return items.size();
    }

    List<StoredItem> scan(String prefix) {
        var found = new ArrayList<StoredItem>();
        for (var entry : items.tailMap(prefix, true).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) break;
            found.add(entry.getValue());
        }
        return found;
    }

    void index(String begin, Function<String, List<String>> keys) {
        indexes.put(begin, keys);
    }

    /** What a peer wants: the items under a prefix, or those that an index has for it. */
    List<StoredItem> wanted(String prefix) {
        for (var index : indexes.entrySet())
            if (prefix.startsWith(index.getKey())) return index.getValue().apply(prefix.substring(index.getKey().length())).stream().flatMap(key -> read(key).stream()).toList();
        return scan(prefix);
    }

    void put(StoredItem item) {
        items.put(item.key(), item);
    }

    /** True if the key was not erased before. */
    boolean erase(String key) {
        items.remove(key);
        return erased.add(key);
    }

    Track track(Origin origin) {
        return tracks.computeIfAbsent(origin, Track::new);
    }

    boolean knows(Origin origin) {
        return tracks.containsKey(origin);
    }

    Collection<Track> tracks() {
        return tracks.values();
    }

    /** The item stands below its origin's mark, so whoever passes this origin on passes the item on. */
    boolean isAnchored(StoredItem item) {
        return item.number() <= track(item.origin()).held();
    }

    /** By origin, the number up to which nothing is missing; origins with none are left out. */
    Map<Origin, Long> held() {
        var held = new TreeMap<Origin, Long>();
        for (Track track : tracks.values()) if (track.held() > 0) held.put(track.origin(), track.held());
        return held;
    }
}
