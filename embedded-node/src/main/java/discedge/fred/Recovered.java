package discedge.fred;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a replica has of its earlier life.
 *
 * @param items all that is not erased; a key that two origins wrote is here twice, and the first counts
 * @param held by origin, the highest number with no hole below it
 * @param erased keys that must not come back
 * @param opened whose log it is, by its newest opening; empty if there is none
 * @param needsNewEpoch this node's own newest writes may be missing, so their numbers must not be used again
 * @param damagedPlaces stretches that could not be read; the numbers that stood there are asked for from peers
 * @param tornTail the log ends in bytes that are no entry. They stay: the opening of the new epoch is appended behind them, and
 *     if it does not get to the disk, the next start finds them again. Cut off first, they would leave a log that looks whole
 *     if the process died in between, and numbers of lost writes would be used again.
 */
public record Recovered(List<StoredItem> items, Map<Origin, Long> held, Set<String> erased, Optional<LogEntry.Opened> opened,
                        boolean needsNewEpoch, int damagedPlaces, boolean tornTail) {
    /** A new life: nothing is here. */
    public static Recovered nothing() {
        return new Recovered(List.of(), Map.of(), Set.of(), Optional.empty(), true, 0, false);
    }
}
