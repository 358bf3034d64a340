package discedge.console.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Figures as a person reads them (docs/console.md, "Words"): a no-break space before the unit, − for minus, — for not measured. */
public final class Units {
    /** Not measured; 0 was measured. */
    public static final String NONE = "—";
    private static final String SPACE = "\u00a0";
    private static final DateTimeFormatter OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter OF_DAY_EXACT = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Units() {}

    /** {@code 0.4 ms}, {@code 38 ms}, {@code 1.24 s}, {@code 2:05 min}. */
    public static String time(Duration time) {
        return number(time) + SPACE + unit(time);
    }

    public static String time(Optional<Duration> time) {
        return time.map(Units::time).orElse(NONE);
    }

    /** {@code 38 ms}, or {@code < ±12 ms} where two clocks are not known well enough to tell it from nothing. */
    public static String lag(Duration lag, Duration uncertainty) {
        return lag.compareTo(uncertainty) < 0 ? "<" + SPACE + "±" + time(uncertainty) : time(lag);
    }

    /** {@code +1.2 s}, {@code −38 ms}, {@code +0 ms}: a clock against another one. */
    public static String offset(Duration offset) {
        return (offset.isNegative() ? "−" : "+") + time(offset.abs());
    }

    /** {@code 30 s}, {@code 2 min}, {@code 0.5 s}: a length that a person chose. */
    public static String length(Duration time) {
        if (time.toMillis() >= 60_000 && time.toMillis() % 60_000 == 0) return time.toMinutes() + SPACE + "min";
        return new java.math.BigDecimal(time.toMillis()).movePointLeft(3).stripTrailingZeros().toPlainString() + SPACE + "s";
    }

    /** The figure of {@link #time} without its unit, where that stands beside it. */
    public static String number(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis >= 60_000) return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
        if (millis >= 9_995) return String.format(Locale.ROOT, "%.1f", millis / 1000);
        if (millis >= 999.5) return String.format(Locale.ROOT, "%.2f", millis / 1000);
        if (millis >= 9.95 || millis == 0) return String.format(Locale.ROOT, "%.0f", millis);
        return String.format(Locale.ROOT, "%.1f", millis);
    }

    public static String unit(Duration time) {
        double millis = time.toNanos() / 1e6;
        return millis >= 60_000 ? "min" : millis >= 999.5 ? "s" : "ms";
    }

    /** {@code 812 B}, {@code 14.2 kB} (1,000), {@code 3.1 MB}. */
    public static String bytes(double bytes) {
        if (bytes < 999.5) return String.format(Locale.ROOT, "%.0f", bytes) + SPACE + "B";
        if (bytes < 999_950) return String.format(Locale.ROOT, "%.1f", bytes / 1e3) + SPACE + "kB";
        if (bytes < 999_950_000) return String.format(Locale.ROOT, "%.1f", bytes / 1e6) + SPACE + "MB";
        return String.format(Locale.ROOT, "%.1f", bytes / 1e9) + SPACE + "GB";
    }

    /** {@code 63 %}, {@code −92 %}. @param percent of 100 */
    public static String percent(double percent) {
        return signed(Math.round(percent)) + SPACE + "%";
    }

    /** {@code 1,204}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace('-', '−');
    }

    /** With − for minus. */
    public static String signed(long number) {
        return Long.toString(number).replace('-', '−');
    }

    /** {@code 12:04:31}, in the machine's own time zone. */
    public static String timeOfDay(Instant time) {
        return OF_DAY.format(time);
    }

    /** {@code 12:04:31.042}: where two things in one second are told apart. */
    public static String exactTimeOfDay(Instant time) {
        return OF_DAY_EXACT.format(time);
    }

    /** {@code 00:18}: a countdown or an age. */
    public static String clock(Duration time) {
        long seconds = Math.max(0, (time.toMillis() + 999) / 1000);
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }
}
