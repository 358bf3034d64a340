package discedge.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Figures as a person reads them: {@code 0.4 ms}, {@code 38 ms}, {@code 1.24 s}, {@code 812 B}, {@code 14.2 kB}. */
final class Words {
    /** Not measured. Stands alone, never in a sentence; 0 was measured. */
    static final String NOT_MEASURED = "—";

    private Words() {}

    static String time(Duration time) {
        double ms = time.toNanos() / 1e6;
        if (ms == 0) return "0 ms";
        if (ms < 0.05) return "< 0.1 ms";
        if (ms < 9.95) return decimals(1, " ms", ms);
        if (ms < 999.5) return decimals(0, " ms", ms);
        double s = ms / 1e3;
        if (s < 9.995) return decimals(2, " s", s);
        if (s < 99.95) return decimals(1, " s", s);
        return s < 599.5 ? decimals(0, " s", s) : decimals(0, " min", s / 60);
    }

    static String time(Optional<Duration> time) {
        return time.map(Words::time).orElse(NOT_MEASURED);
    }

    /** A length that a person chose: {@code 8 s}, {@code 1.5 s}. */
    static String length(Duration time) {
        double s = time.toNanos() / 1e9;
        return s >= 1 && s == Math.rint(s) ? decimals(0, " s", s) : time(time);
    }

    static String bytes(long bytes) {
        if (bytes < 1_000) return bytes + " B";
        if (bytes < 999_950) return decimals(1, " kB", bytes / 1e3);
        return decimals(1, " MB", bytes / 1e6);
    }

    static String number(double value) {
        return value < 10 ? decimals(1, "", value) : decimals(0, "", value);
    }

    static String percent(double share) {
        return decimals(0, " %", share * 100);
    }

    private static String decimals(int count, String unit, double value) {
        return String.format(Locale.ROOT, "%." + count + "f", value) + unit;
    }

    /** {@code once}, {@code twice}, {@code 3 times}. */
    static String times(long count) {
        return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
    }

    static String count(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    /** {@code a, b and c}. */
    static String list(List<String> words) {
        if (words.size() < 2) return String.join("", words);
        return String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }
}
