package discedge.console.operate.chat;

import java.util.ArrayList;
import java.util.List;

/** Marks of a linear scale from 0: steps of 1, 2 or 5 times a power of ten, as many as there is room for. */
record Ticks(double step, double max) {
    /** @param max of the scale, above 0 @param px that it is long @param apart px between two marks, at least */
    static Ticks of(double max, double px, double apart) {
        double least = max * apart / Math.max(px, apart);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) if (power * factor >= least * (1 - 1e-9)) return new Ticks(power * factor, max);
        return new Ticks(power * 10, max);
    }

    /** From 0. */
    List<Double> values() {
        var values = new ArrayList<Double>();
        for (int i = 0; i * step <= max * (1 + 1e-9); i++) values.add(i * step);
        return values;
    }
}
