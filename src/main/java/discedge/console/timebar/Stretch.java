package discedge.console.timebar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The part of a log that is shown, laid out over so many px. */
record Stretch(Instant from, Instant to, double width) {
    /** Seconds; the smallest one whose labels have room is taken. */
    private static final long[] STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400};
    private static final double ROOM = 92;

    static Stretch of(Instant from, Duration length, double width) {
        return new Stretch(from, from.plus(length), width);
    }

    Duration length() {
        return Duration.between(from, to);
    }

    double x(Instant time) {
        return nanos(Duration.between(from, time)) / Math.max(1, nanos(length())) * width;
    }

    /** Also beyond the ends. */
    Instant time(double x) {
        return from.plusNanos(Math.round(x / Math.max(1, width) * nanos(length())));
    }

    /** What so many px stand for. */
    Duration px(double px) {
        return Duration.ofNanos(Math.round(px / Math.max(1, width) * nanos(length())));
    }

    boolean has(Instant time) {
        return !time.isBefore(from) && !time.isAfter(to);
    }

    /** Between two labels of the ruler. */
    Duration step() {
        double perPx = length().toMillis() / 1e3 / Math.max(1, width);
        for (long step : STEPS) if (step >= ROOM * perPx) return Duration.ofSeconds(step);
        return Duration.ofSeconds(STEPS[STEPS.length - 1] * (long) Math.ceil(ROOM * perPx / STEPS[STEPS.length - 1]));
    }

    /** Where the ruler has its labels: full seconds, minutes, hours of the day. */
    List<Instant> ticks() {
        long step = step().toSeconds();
        long shift = ZoneId.systemDefault().getRules().getOffset(from).getTotalSeconds();
        var ticks = new ArrayList<Instant>();
        // The first one is not before what is shown: a part of a second is beyond the second.
        long first = from.getEpochSecond() + (from.getNano() > 0 ? 1 : 0);
        for (long at = Math.ceilDiv(first + shift, step) * step; at - shift <= to.getEpochSecond(); at += step) ticks.add(Instant.ofEpochSecond(at - shift));
        return ticks;
    }

    private static double nanos(Duration length) {
        return length.getSeconds() * 1e9 + length.getNano();
    }
}
