package discedge.timeline.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast a node was measured to be since it started, mostly of late: what else computes beside it comes and goes.
 *
 * @param prefill time over ids that were not cached
 * @param decode time over ids sampled
 * @param queue waits for the engine
 * @param outside of the time to first token as the client sees it, what the node does not account for: the way there and back
 */
public record Rates(Fit prefill, Fit decode, Samples queue, Samples outside) {
    public static final Rates NONE = new Rates(Fit.NONE, Fit.NONE, Samples.NONE, Samples.NONE);

    Rates prefilled(int uncached, Duration took) {
        return new Rates(prefill.with(uncached, took), decode, queue, outside);
    }

    Rates decoded(int ids, Duration took) {
        return new Rates(prefill, decode.with(ids, took), queue, outside);
    }

    Rates queued(Instant time, Duration queued) {
        return new Rates(prefill, decode, queue.with(time, queued), outside);
    }

    Rates outside(Instant time, Duration rest) {
        return new Rates(prefill, decode, queue, outside.with(time, rest));
    }

    /** Ids sampled per second; empty if nothing was sampled, or in no time. */
    public Optional<Double> decodePerSecond() {
        return decode.sumX() > 0 && decode.sumY() > 0 ? Optional.of(decode.sumX() / decode.sumY()) : Optional.empty();
    }

    /**
     * A line through what was measured, by least squares: seconds = base + slope × x, neither below zero. Each measurement makes
     * those before count for less, so that after seven more it has half its weight.
     *
     * @param weight of all measurements; the newest has 1
     */
    public record Fit(double weight, double sumX, double sumY, double sumXX, double sumXY) {
        public static final Fit NONE = new Fit(0, 0, 0, 0, 0);
        private static final double FORGETS = 0.9;

        Fit with(double x, Duration took) {
            double y = took.toNanos() / 1e9;
            return new Fit(FORGETS * weight + 1, FORGETS * sumX + x, FORGETS * sumY + y, FORGETS * sumXX + x * x, FORGETS * sumXY + x * y);
        }

        /** What both have measured. */
        public Fit plus(Fit other) {
            return new Fit(weight + other.weight, sumX + other.sumX, sumY + other.sumY, sumXX + other.sumXX, sumXY + other.sumXY);
        }

        /** Empty if nothing was measured. */
        public Optional<Duration> at(double x) {
            if (weight == 0) return Optional.empty();
            double spread = weight * sumXX - sumX * sumX;
            double slope = spread > 1e-9 * Math.max(1, sumXX) ? (weight * sumXY - sumX * sumY) / spread : sumX > 0 ? sumY / sumX : 0;
            slope = Math.max(0, slope);
            double base = Math.max(0, (sumY - slope * sumX) / weight);
            return Optional.of(Duration.ofNanos(Math.round((base + slope * x) * 1e9)));
        }
    }
}
