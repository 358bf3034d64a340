package discedge.timeline.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Durations measured in the last five minutes, in slots of five seconds. A slot keeps up to 64 values: all of them, then
 * every second, then every fourth one, so that percentiles stay close whatever the rate. Never changes.
 */
public final class Samples {
    /** Length of a slot. */
    public static final Duration SLOT = Duration.ofSeconds(5);
    /** Slots kept, the open one not counted. */
    static final int SLOTS = 60;
    /** That fit into a value: some 35 minutes. */
    private static final long MOST_SECONDS = Integer.MAX_VALUE / 1_000_000;
    public static final Samples NONE = new Samples(new Slot[0], null);

    private final Slot[] closed;
    /** Null before the first value. */
    private final Slot open;
    /** The last summary asked for; a race does no harm. */
    private Summary summary;
    private long summaryTo;
    private int summarySlots;

    private Samples(Slot[] closed, Slot open) {
        this.closed = closed;
        this.open = open;
    }

    /**
     * Percentiles over a window.
     *
     * @param count values measured in the window
     */
    public record Summary(int count, Duration p50, Duration p95, Duration max) {
        public static final Summary NONE = new Summary(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    static long slotOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SLOT.toSeconds());
    }

    /** How many slots a window has, from one to all that are kept. ({@code Duration.dividedBy} goes through BigDecimal, and this runs in every frame.) */
    static int slots(Duration window) {
        return Math.clamp(window.toSeconds() / SLOT.toSeconds(), 1, SLOTS);
    }

    /** @param time not before that of earlier values */
    Samples with(Instant time, Duration value) {
        long slot = slotOf(time);
        int micros = value.toSeconds() >= MOST_SECONDS ? Integer.MAX_VALUE : (int) Math.max(0, value.toNanos() / 1000);
        if (open == null) return new Samples(closed, Slot.first(slot, micros));
        if (open.number() >= slot) return new Samples(closed, open.with(micros));
        int keep = Math.min(closed.length, SLOTS - 1);
        Slot[] more = Arrays.copyOfRange(closed, closed.length - keep, closed.length + 1);
        more[keep] = open;
        return new Samples(more, Slot.first(slot, micros));
    }

    /** Over the window's slots up to the one {@code now} is in; empty if nothing was measured in it. */
    public Optional<Summary> over(Instant now, Duration window) {
        int slots = slots(window);
        long to = slotOf(now);
        Summary known = summary;
        if (known == null || summaryTo != to || summarySlots != slots) {
            known = summarize(to - slots, to);
            summary = known;
            summaryTo = to;
            summarySlots = slots;
        }
        return known.count() == 0 ? Optional.empty() : Optional.of(known);
    }

    /** Of the last minute, else of five minutes, else of the last slot there is; empty if nothing was ever measured. */
    public Optional<Summary> latest(Instant now) {
        return over(now, Duration.ofMinutes(1)).or(() -> over(now, Duration.ofMinutes(5)))
                .or(() -> Optional.ofNullable(open).map(slot -> summarize(slot.number() - 1, slot.number())));
    }

    /** 95th percentiles of equal parts of the window, oldest first; NaN where nothing was measured. */
    public double[] p95Bars(Instant now, Duration window, int bars) {
        var heights = new double[bars];
        long to = slotOf(now);
        int slots = slots(window);
        for (int i = 0; i < bars; i++) {
            Summary part = summarize(to - slots + (long) slots * i / bars, to - slots + (long) slots * (i + 1) / bars);
            heights[i] = part.count() == 0 ? Double.NaN : part.p95().toNanos() / 1e6;
        }
        return heights;
    }

    /** Slots after {@code from}, up to and with {@code to}. */
    private Summary summarize(long from, long to) {
        int count = 0;
        int kept = 0;
        int max = 0;
        for (int i = closed.length; i >= 0; i--) {
            Slot slot = slot(i);
            if (slot == null || slot.number() <= from || slot.number() > to) continue;
            count += slot.count();
            kept += slot.micros().length;
            max = Math.max(max, slot.max());
        }
        if (count == 0) return Summary.NONE;
        // Value in the upper half, weight in the lower one: sorting by value keeps them together.
        var weighted = new long[kept];
        int at = 0;
        for (int i = 0; i <= closed.length; i++) {
            Slot slot = slot(i);
            if (slot == null || slot.number() <= from || slot.number() > to) continue;
            for (int value : slot.micros()) weighted[at++] = (long) value << 32 | slot.stride();
        }
        Arrays.sort(weighted);
        return new Summary(count, rank(weighted, 0.5), rank(weighted, 0.95), Duration.ofNanos(max * 1000L));
    }

    private Slot slot(int index) {
        return index < closed.length ? closed[index] : open;
    }

    /** Nearest rank. */
    private static Duration rank(long[] weighted, double part) {
        long total = 0;
        for (long one : weighted) total += one & 0xffffffffL;
        long wanted = (long) Math.ceil(part * total);
        long seen = 0;
        for (long one : weighted) {
            seen += one & 0xffffffffL;
            if (seen >= wanted) return Duration.ofNanos((one >>> 32) * 1000);
        }
        return Duration.ofNanos((weighted[weighted.length - 1] >>> 32) * 1000);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Samples that && Arrays.equals(closed, that.closed) && Objects.equals(open, that.open);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(closed) + Objects.hashCode(open);
    }

    @Override
    public String toString() {
        return Arrays.toString(closed) + " " + open;
    }
}
