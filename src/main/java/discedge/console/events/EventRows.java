package discedge.console.events;

import discedge.timeline.marks.Ids;
import java.util.Optional;
import javafx.collections.ObservableListBase;

/** Ids of the events a list shows, rising: those of the whole log, or those a search has found so far. Holds none of them. On the FX thread. */
final class EventRows extends ObservableListBase<Long> {
    private final Optional<EventSearch> search;
    private int older;
    private int newer;
    private boolean whole;

    /** @param search empty = all events */
    EventRows(Optional<EventSearch> search) {
        this.search = search;
        whole = search.isEmpty();
    }

    /**
     * Shows what there is by now.
     *
     * @param last id of the newest event to show
     * @return rows that came before those there were
     */
    int grow(long last) {
        // Before they are counted: what is found in between comes with the next time.
        whole = search.map(EventSearch::isDone).orElse(true);
        int before = search.map(looking -> looking.older().size()).orElse(0) - older;
        int after = search.map(looking -> looking.newer().upTo(last)).orElse((int) last) - newer;
        if (before <= 0 && after <= 0) return 0;
        beginChange();
        older += Math.max(0, before);
        newer += Math.max(0, after);
        if (before > 0) nextAdd(0, before);
        if (after > 0) nextAdd(size() - after, size());
        endChange();
        return Math.max(0, before);
    }

    /** Everything had been looked at when they were taken, so that no row means that there is nothing. */
    boolean areWhole() {
        return whole;
    }

    @Override
    public Long get(int index) {
        java.util.Objects.checkIndex(index, size());
        if (search.isEmpty()) return index + 1L;
        EventSearch found = search.get();
        return index < older ? found.older().get(older - 1 - index) : found.newer().get(index - older);
    }

    @Override
    public int size() {
        return older + newer;
    }

    /** Where the last row stands that is not after an event; −1 if all are. */
    int upTo(long event) {
        if (search.isEmpty()) return (int) Math.min(event, size()) - 1;
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle) <= event) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }

    /** Where the event's row is; empty if it has none. */
    Optional<Integer> of(long event) {
        int at = upTo(event);
        return at >= 0 && get(at) == event ? Optional.of(at) : Optional.empty();
    }
}
