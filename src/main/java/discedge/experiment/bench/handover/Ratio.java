package discedge.experiment.bench.handover;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * What one kind of sample is over another, and how sure that is: 95 % of bootstrap resamples lie between {@code low} and {@code high}.
 *
 * @param median the two samples' medians (or 95th percentiles), one over the other
 */
public record Ratio(double median, double low, double high) {
    private static final int RESAMPLES = 4_000;
    private static final long SEED = 7;

    /** Of medians; sample i of both was measured in the same round, and rounds are drawn. */
    static Ratio ofMedians(double[] over, double[] under) {
        if (over.length != under.length) throw new IllegalArgumentException("one sample of each kind a round, got " + over.length + " and " + under.length);
        var random = new SplittableRandom(SEED);
        var a = new double[over.length];
        var b = new double[over.length];
        var ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int k = 0; k < a.length; k++) {
                int drawn = random.nextInt(a.length);
                a[k] = over[drawn];
                b[k] = under[drawn];
            }
            ratios[i] = median(a) / median(b);
        }
        return of(median(over) / median(under), ratios);
    }

    /** Of some figure of two kinds of groups that are drawn whole, such as a turn with its gaps. */
    static <T> Ratio of(T[] over, T[] under, ToDoubleFunction<T[]> figure) {
        var random = new SplittableRandom(SEED);
        var ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) ratios[i] = figure.applyAsDouble(drawn(over, random)) / figure.applyAsDouble(drawn(under, random));
        return of(figure.applyAsDouble(over) / figure.applyAsDouble(under), ratios);
    }

    private static <T> T[] drawn(T[] from, SplittableRandom random) {
        T[] drawn = from.clone();
        for (int i = 0; i < drawn.length; i++) drawn[i] = from[random.nextInt(from.length)];
        return drawn;
    }

    private static Ratio of(double ratio, double[] resampled) {
        Arrays.sort(resampled);
        return new Ratio(ratio, resampled[(int) (resampled.length * 0.025)], resampled[(int) (resampled.length * 0.975)]);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** By nearest rank. */
    static double p95(double[] values) {
        if (values.length == 0) throw new IllegalStateException("nothing was measured");
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.ceilDiv(sorted.length * 95, 100) - 1];
    }
}
