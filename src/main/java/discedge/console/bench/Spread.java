package discedge.console.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What is typical of many measurements, and what the slowest are like.
 *
 * @param p95 by nearest rank
 * @param count of measurements
 */
public record Spread(double median, double p95, int count) {
    static Spread of(List<Double> values) {
        return new Spread(rank(values, 0.5), rank(values, 0.95), values.size());
    }

    static double median(List<Double> values) {
        return rank(values, 0.5);
    }

    private static double rank(List<Double> values, double part) {
        if (values.isEmpty()) throw new IllegalStateException("nothing was measured");
        var sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
    }
}
