package discedge.fred;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is here of one origin's numbers. A number is <em>claimed</em> from the moment its entry goes to the log and
 * <em>held</em> when it is durable; without a log both are one.
 */
final class Track {
    private final Origin origin;
    /** Everything up to here is kept, erased or passed. */
    private long held;
    /** Everything up to here is held or on its way to the log. */
    private long claimed;
    /** Kept items by number, also beyond {@link #held}. Erased ones leave when they are met, so that erasing is quick. */
    private final TreeMap<Long, String> keys = new TreeMap<>();
    private final TreeSet<Long> claimedBeyond = new TreeSet<>();

    Track(Origin origin) {
        this.origin = origin;
    }

    Origin origin() {
        return origin;
    }

    long held() {
        return held;
    }

    long claimed() {
        return claimed;
    }

    boolean isClaimed(long number) {
        return number <= claimed || claimedBeyond.contains(number);
    }

    void claim(long from, long through) {
        if (from <= claimed + 1) claimed = Math.max(claimed, through);
        else claimedBeyond.add(from);
        while (!claimedBeyond.isEmpty() && claimedBeyond.first() <= claimed + 1) claimed = Math.max(claimed, claimedBeyond.pollFirst());
    }

    /** Forgets the claims of entries that did not reach the log; those that still may are claimed again by the caller. */
    void unclaim() {
        claimed = held;
        claimedBeyond.clear();
        claimedBeyond.addAll(keys.tailMap(held, false).keySet());
    }

    /** The item of this number is kept. */
    void keep(long number, String key) {
        keys.put(number, key);
        if (number == held + 1) pass(number, number);
    }

    /** The numbers are accounted for; says nothing while there is a hole below them. */
    void pass(long from, long through) {
        if (from > held + 1) return;
        held = Math.max(held, through);
        while (keys.containsKey(held + 1)) held++;
    }

    /** The first number after {@code after} that is held and whose item is still here. */
    Optional<Map.Entry<Long, String>> next(long after, Predicate<String> here) {
        while (true) {
            var next = keys.higherEntry(after);
            if (next == null || next.getKey() > held) return Optional.empty();
            if (here.test(next.getValue())) return Optional.of(next);
            keys.remove(next.getKey());
        }
    }

    /** Keys of items that are here although numbers before them are not. */
    Collection<String> stranded() {
        return keys.tailMap(held, false).values();
    }
}
