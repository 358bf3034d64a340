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
        if (ms < 9.95) return "%.1f ms".formatted(Locale.ROOT, ms);
        if (ms < 999.5) return "%.0f ms".formatted(Locale.ROOT, ms);
        double s = ms / 1e3;
        if (s < 9.995) return "%.2f s".formatted(Locale.ROOT, s);
        if (s < 99.95) return "%.1f s".formatted(Locale.ROOT, s);
        return s < 599.5 ? "%.0f s".formatted(Locale.ROOT, s) : "%.0f min".formatted(Locale.ROOT, s / 60);
    }

    static String time(Optional<Duration> time) {
        return time.map(Words::time).orElse(NOT_MEASURED);
    }

    /** A length that a person chose: {@code 8 s}, {@code 1.5 s}. */
    static String length(Duration time) {
        double s = time.toNanos() / 1e9;
        return s >= 1 && s == Math.rint(s) ? "%.0f s".formatted(Locale.ROOT, s) : time(time);
    }

    static String bytes(long bytes) {
        if (bytes < 1_000) return bytes + " B";
        if (bytes < 999_950) return "%.1f kB".formatted(Locale.ROOT, bytes / 1e3);
        return "%.1f MB".formatted(Locale.ROOT, bytes / 1e6);
    }

    static String number(double value) {
        return value < 10 ? "%.1f".formatted(Locale.ROOT, value) : "%.0f".formatted(Locale.ROOT, value);
    }

    static String percent(double share) {
        return "%.0f %%".formatted(Locale.ROOT, share * 100);
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
