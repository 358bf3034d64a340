package discedge.fred;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a node knows after reading its log. */
public final class Recovery implements LogCodec.Visitor {
    private final Map<String, StoredItem> items = new LinkedHashMap<>();
    /** Items whose key is here under another number already. */
    private final List<StoredItem> again = new ArrayList<>();
    private final Map<Origin, Track> tracks = new TreeMap<>();
    private final Set<String> erased = new HashSet<>();
    private Optional<LogEntry.Opened> opened = Optional.empty();
    private boolean damagedSinceOpened;
    private boolean damagedJustNow;
    private int damagedPlaces;

    private Recovery() {}

    public static Recovered of(byte[] log) {
        return of(MemorySegment.ofArray(log));
    }

    /**
     * Reads a log, which may be a mapped file; what is not erased is copied from it once.
     *
     * @throws discedge.tokens.UnreadableException if a newer version wrote it
     */
    public static Recovered of(MemorySegment log) {
        var recovery = new Recovery();
        LogCodec.End end = LogCodec.read(log, recovery);
        return recovery.recovered(end);
    }

    @Override
    public void entry(LogEntry entry) {
        take(entry);
        damagedJustNow = false;
    }

    private void take(LogEntry entry) {
        switch (entry) {
            case LogEntry.Opened now -> {
                // Right behind bytes that are no entry: the torn tail of an earlier life, told of at that time.
                if (damagedJustNow) damagedPlaces--;
                opened = Optional.of(now);
                // The writes of this epoch begin here: what is broken before it is of other epochs and origins.
                damagedSinceOpened = false;
            }
            case LogEntry.Put(StoredItem item) -> {
                track(item.origin()).keep(item.number(), item.key());
                if (!erased.contains(item.key()) && items.putIfAbsent(item.key(), item) != null) again.add(item);
            }
            // Passed numbers behind a hole are forgotten here, and come again.
            case LogEntry.Passed(Origin origin, long from, long through) -> track(origin).pass(from, through);
            case LogEntry.Erased(List<String> keys) -> {
                erased.addAll(keys);
                keys.forEach(items::remove);
            }
        }
    }

    @Override
    public void damaged(long from, long to) {
        damagedPlaces++;
        damagedJustNow = true;
        damagedSinceOpened = true;
    }

    private Track track(Origin origin) {
        return tracks.computeIfAbsent(origin, Track::new);
    }

    private Recovered recovered(LogCodec.End end) {
        again.removeIf(item -> erased.contains(item.key()));
        var all = new ArrayList<>(items.values());
        all.addAll(again);
        var held = new TreeMap<Origin, Long>();
        for (Track track : tracks.values()) if (track.held() > 0) held.put(track.origin(), track.held());
        boolean lost = opened.isEmpty() || damagedSinceOpened || end.tornTail();
        return new Recovered(all, held, erased, opened, lost, damagedPlaces, end.tornTail());
    }
}
