package discedge.timeline.world;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A figure with its provenance.
 *
 * @param value in its unit; empty = not measured, which is not 0
 * @param window empty = since the log's begin
 * @param count of values it is made from
 * @param about what it is the worst of, or compared with: {@code A→B}, {@code vs full context, computed}; may be empty
 * @param uncertainty what a time between two clocks may be off by; zero where it is of one
 * @param bars its course, twelve parts of the window, oldest first; NaN where nothing was measured; none where it has no window
 */
public record Figure(Kind kind, Optional<Double> value, Unit unit, Optional<Duration> window, long count, String about, Source source, double[] bars, Duration uncertainty) {
    /** Of one clock. */
    public Figure(Kind kind, Optional<Double> value, Unit unit, Optional<Duration> window, long count, String about, Source source, double[] bars) {
        this(kind, value, unit, window, count, about, source, bars, Duration.ZERO);
    }

    /** Of the strip, in its order. */
    public enum Kind { FIRST_TOKEN_P95, WAIT_P95, RETRIES, WORST_LAG, CONFLICTS, SYNC_BYTES }

    /** Percent is signed: −92 means 92 % less. */
    public enum Unit { MILLISECONDS, PER_MINUTE, COUNT, PERCENT }

    @Override
    public boolean equals(Object other) {
        return other instanceof Figure that && kind == that.kind && value.equals(that.value) && unit == that.unit && window.equals(that.window)
                && count == that.count && about.equals(that.about) && source == that.source && uncertainty.equals(that.uncertainty) && Arrays.equals(bars, that.bars);
    }

    @Override
    public int hashCode() {
        return 31 * kind.name().hashCode() + value.hashCode();
    }
}
