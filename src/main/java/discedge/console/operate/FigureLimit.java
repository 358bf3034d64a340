package discedge.console.operate;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Preferences;
import discedge.timeline.world.Figure;
import java.time.Duration;

/**
 * From where on a figure's bar has a state's colour.
 *
 * @param value in the figure's unit
 * @param state token of the colour
 * @param words for a tooltip; empty if there is no limit
 */
public record FigureLimit(double value, String state, String words) {
    public static FigureLimit of(Figure.Kind kind, Preferences settings) {
        return switch (kind) {
            case FIRST_TOKEN_P95 -> of(settings.firstTokenLimit());
            case WAIT_P95 -> of(settings.waitLimit());
            case WORST_LAG -> of(settings.lagLimit());
            // One retry now and then is how roaming works; more than one in five seconds is not.
            case RETRIES -> new FigureLimit(1, "wait", Words.of("operate.kpi.limit.retries"));
            case CONFLICTS -> new FigureLimit(0, "fails", Words.of("operate.kpi.limit.conflicts"));
            case SYNC_BYTES -> new FigureLimit(Double.POSITIVE_INFINITY, "wait", "");
        };
    }

    private static FigureLimit of(Duration limit) {
        return new FigureLimit(limit.toNanos() / 1e6, "wait", Words.of("operate.kpi.limit", Units.time(limit)));
    }
}
