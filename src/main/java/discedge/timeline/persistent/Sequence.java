package discedge.timeline.persistent;

import java.util.AbstractList;
import java.util.RandomAccess;

/** A list that only grows, by {@link #with}; its versions share what they have in common. Cannot be changed through {@code List}. */
public final class Sequence<T> extends AbstractList<T> implements RandomAccess {
    private static final Sequence<Object> EMPTY = new Sequence<>(PersistentMap.empty());

    private final PersistentMap<Integer, T> items;

    private Sequence(PersistentMap<Integer, T> items) {
        this.items = items;
    }

    @SuppressWarnings("unchecked")
    public static <T> Sequence<T> empty() {
        return (Sequence<T>) EMPTY;
    }

    public Sequence<T> with(T item) {
        return new Sequence<>(items.with(items.size(), item));
    }

    /** The item at the place replaced. */
    public Sequence<T> with(int index, T item) {
        java.util.Objects.checkIndex(index, items.size());
        return new Sequence<>(items.with(index, item));
    }

    @Override
    public T get(int index) {
        return items.find(java.util.Objects.checkIndex(index, items.size())).orElseThrow();
    }

    @Override
    public int size() {
        return items.size();
    }
}
