package discedge.experiment.bench;

import java.util.Arrays;

/** Durations measured one by one, and what is typical of them. For one thread. */
final class Samples {
    private long[] nanos = new long[256];
    private int count;

    void add(long duration) {
        if (count == nanos.length) nanos = Arrays.copyOf(nanos, count * 2);
        nanos[count++] = duration;
    }

    int count() {
        return count;
    }

    double medianMs() {
        return percentileMs(50);
    }

    /** By nearest rank: the smallest sample that at least {@code percent} % of them do not exceed, in milliseconds. */
    double percentileMs(int percent) {
        if (count == 0) throw new IllegalStateException("nothing was measured");
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, Math.ceilDiv(count * percent, 100) - 1)] / 1e6;
    }

    /** Their median and 99th percentile. */
    NodeFigures.Spread spread() {
        return new NodeFigures.Spread(medianMs(), percentileMs(99));
    }
}
