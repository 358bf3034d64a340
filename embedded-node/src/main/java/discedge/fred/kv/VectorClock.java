package discedge.fred.kv;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a version has seen: by node, how many of its writes.
 *
 * @param counts nodes with none are left out
 */
public record VectorClock(SortedMap<String, Long> counts) {
    public static final VectorClock NONE = new VectorClock(Map.of());

    public VectorClock(Map<String, Long> counts) {
        var kept = new TreeMap<String, Long>();
        counts.forEach((node, count) -> {
            if (count > 0) kept.put(node, count);
        });
        this(Collections.unmodifiableSortedMap(kept));
    }

    public VectorClock {
        counts = Collections.unmodifiableSortedMap(counts);
    }

    /** All that the other has seen, this has too. */
    public boolean covers(VectorClock other) {
        for (Map.Entry<String, Long> entry : other.counts.entrySet()) if (counts.getOrDefault(entry.getKey(), 0L) < entry.getValue()) return false;
        return true;
    }

    /** What both have seen. */
    public VectorClock merge(VectorClock other) {
        var all = new TreeMap<>(counts);
        other.counts.forEach((node, count) -> all.merge(node, count, Math::max));
        return new VectorClock(Collections.unmodifiableSortedMap(all));
    }

    /** With one more write of a node. */
    public VectorClock tick(String node) {
        var all = new TreeMap<>(counts);
        all.merge(node, 1L, Long::sum);
        return new VectorClock(Collections.unmodifiableSortedMap(all));
    }
}
