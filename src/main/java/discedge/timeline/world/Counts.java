package discedge.timeline.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Sums of the last five minutes, in slots of five seconds, and of all time. Never changes. */
public final class Counts {
    public static final Counts NONE = new Counts(new long[0], Long.MIN_VALUE, 0, 0);

    /** Of the slots before the open one, the newest last; without gaps. */
    private final long[] closed;
    private final long slot;
    private final long open;
    private final long total;

    private Counts(long[] closed, long slot, long open, long total) {
        this.closed = closed;
        this.slot = slot;
        this.open = open;
        this.total = total;
    }

    Counts with(Instant time, long amount) {
        long now = Samples.slotOf(time);
        if (slot == Long.MIN_VALUE) return new Counts(closed, now, amount, amount);
        if (now <= slot) return new Counts(closed, slot, open + amount, total + amount);
        int passed = (int) Math.min(now - slot, Samples.SLOTS);
        int length = Math.min(closed.length + passed, Samples.SLOTS);
        var more = new long[length];
        int kept = Math.min(closed.length, length - passed);
        System.arraycopy(closed, closed.length - kept, more, length - passed - kept, kept);
        if (now - slot <= Samples.SLOTS) more[length - passed] = open;
        return new Counts(more, now, amount, total + amount);
    }

    /** Since the log's begin. */
    public long total() {
        return total;
    }

    /** In the window's slots up to the one {@code now} is in. */
    public long over(Instant now, Duration window) {
        long to = Samples.slotOf(now);
        int slots = Samples.slots(window);
        return sum(to - slots, to);
    }

    /** Mean per second, over the window. */
    public double perSecond(Instant now, Duration window) {
        return over(now, window) / (double) Math.max(1, window.toSeconds());
    }

    /** Sums of equal parts of the window, oldest first. */
    public double[] bars(Instant now, Duration window, int bars) {
        var heights = new double[bars];
        long to = Samples.slotOf(now);
        int slots = Samples.slots(window);
        for (int i = 0; i < bars; i++) heights[i] = sum(to - slots + (long) slots * i / bars, to - slots + (long) slots * (i + 1) / bars);
        return heights;
    }

    private long sum(long from, long to) {
        long sum = slot > from && slot <= to ? open : 0;
        for (int i = 0; i < closed.length; i++) {
            long number = slot - closed.length + i;
            if (number > from && number <= to) sum += closed[i];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counts that && slot == that.slot && open == that.open && total == that.total && Arrays.equals(closed, that.closed);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(slot * 31 + total);
    }

    @Override
    public String toString() {
        return total + "@" + slot + Arrays.toString(closed) + open;
    }
}
