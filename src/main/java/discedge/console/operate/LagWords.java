package discedge.console.operate;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.Samples;
import java.time.Duration;
import java.time.Instant;

/** What the lag strip says in words. */
final class LagWords {
    private LagWords() {}

    static String pair(LinkKey pair) {
        return pair.from() + "→" + pair.to();
    }

    /** {@code 38 ms ↘}, {@code cut 12 s}, —. */
    static String figure(LagRow row, Instant now) {
        return switch (row.state()) {
            case CUT -> Words.of("operate.lag.cut", age(row, now));
            case DOWN -> Words.of("operate.lag.down", age(row, now));
            case MEASURED -> Units.lag(row.latest().orElseThrow().p95(), row.uncertainty()) + switch (row.trend()) {
                case FALLS -> " ↘";
                case STEADY -> "";
                case RISES -> " ↗";
            };
            case UNMEASURED -> Units.NONE;
        };
    }

    private static String age(LagRow row, Instant now) {
        Duration age = row.since().map(begun -> Duration.between(begun, now)).filter(its -> !its.isNegative()).orElse(Duration.ZERO);
        return age.toSeconds() < 60 ? Words.of("operate.seconds", age.toSeconds()) : Units.clock(age);
    }

    /** One column of a row. */
    static String cell(LagRow row, int column, double value, Instant now) {
        Instant from = LagRow.end(now).minus(Samples.SLOT.multipliedBy(LagRow.COLUMNS - column));
        String time = Words.of("operate.lag.cell", pair(row.pair()), Units.timeOfDay(from), Units.timeOfDay(from.plus(Samples.SLOT)));
        return Double.isNaN(value) ? Words.of("operate.lag.cell.none", time) : Words.of("operate.lag.cell.value", time, Units.time(Duration.ofNanos(Math.round(value * 1e6))));
    }
}
