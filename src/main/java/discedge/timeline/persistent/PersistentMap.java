package discedge.timeline.persistent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * A map that never changes: {@link #with} returns another one that shares all but the path to the key (a hash trie, Bagwell
 * 2001). Order is that of the hashes, so it is the same for equal contents but has no meaning.
 */
public final class PersistentMap<K, V> {
    private static final PersistentMap<Object, Object> EMPTY = new PersistentMap<>(null, 0);

    /** Null for the empty map. */
    private final Trie.Node root;
    private final int size;

    private PersistentMap(Trie.Node root, int size) {
        this.root = root;
        this.size = size;
    }

    @SuppressWarnings("unchecked")
    public static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public Optional<V> find(K key) {
        return Optional.ofNullable(lookup(key));
    }

    public V get(K key, V otherwise) {
        V value = lookup(key);
        return value == null ? otherwise : value;
    }

    public boolean has(K key) {
        return lookup(key) != null;
    }

    @SuppressWarnings("unchecked")
    private V lookup(K key) {
        return root == null ? null : (V) Trie.find(root, Trie.spread(key), 0, key);
    }

    /** This map if the key has this very value already. */
    public PersistentMap<K, V> with(K key, V value) {
        Objects.requireNonNull(value);
        V before = lookup(key);
        if (before == value) return this;
        int hash = Trie.spread(key);
        return new PersistentMap<>(root == null ? new Trie.Leaf(hash, key, value) : Trie.put(root, 0, hash, key, value), before == null ? size + 1 : size);
    }

    /** The key's value replaced by what the change makes of it; a key that is not here starts with {@code first}. */
    public PersistentMap<K, V> change(K key, V first, UnaryOperator<V> change) {
        return with(key, change.apply(get(key, first)));
    }

    public PersistentMap<K, V> without(K key) {
        if (!has(key)) return this;
        return size == 1 ? empty() : new PersistentMap<>(Trie.remove(root, 0, Trie.spread(key), key), size - 1);
    }

    @SuppressWarnings("unchecked")
    public void forEach(BiConsumer<? super K, ? super V> each) {
        if (root != null) Trie.forEach(root, leaf -> each.accept((K) leaf.key(), (V) leaf.value()));
    }

    public List<V> values() {
        var values = new ArrayList<V>(size);
        forEach((key, value) -> values.add(value));
        return values;
    }

    public Collection<K> keys() {
        var keys = new ArrayList<K>(size);
        forEach((key, value) -> keys.add(key));
        return keys;
    }

    /** As a map of the JDK's, by the keys' own order. */
    public Map<K, V> sorted() {
        var map = new java.util.TreeMap<K, V>();
        forEach(map::put);
        return map;
    }

    /** What is new or has another value here than in an earlier version; what both share is not looked at. */
    @SuppressWarnings("unchecked")
    public void forEachChanged(PersistentMap<K, V> before, BiConsumer<? super K, ? super V> each) {
        if (root != null) Trie.changed(before.root, root, leaf -> {
            if (before.lookup((K) leaf.key()) != leaf.value()) each.accept((K) leaf.key(), (V) leaf.value());
        });
    }

    @Override
    @SuppressWarnings("unchecked")
    public boolean equals(Object other) {
        if (this == other) return true;
        if (!(other instanceof PersistentMap<?, ?> that) || that.size != size) return false;
        var mine = (PersistentMap<Object, Object>) this;
        boolean[] equal = {true};
        ((PersistentMap<Object, Object>) that).forEach((key, value) -> equal[0] &= value.equals(mine.lookup(key)));
        return equal[0];
    }

    @Override
    public int hashCode() {
        int[] sum = {0};
        forEach((key, value) -> sum[0] += key.hashCode() ^ value.hashCode());
        return sum[0];
    }

    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        forEach((key, value) -> parts.add(key + "=" + value));
        String[] all = parts.toArray(String[]::new);
        Arrays.sort(all);
        return "{" + String.join(", ", all) + "}";
    }
}
