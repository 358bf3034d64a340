package discedge.console.operate;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.timeline.world.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A figure as it stands in its cell, and as it leaves the window: with its unit, its window, how many values it is made from and
 * what they were measured on.
 *
 * @param value without its unit; — if nothing was measured
 * @param window for the cell's corner
 * @param shortWindow for a narrower corner
 * @param basis what it is made from: window, count and source
 * @param provenance the figure and all that it takes to believe it, in one line
 */
public record FigureWords(String label, String value, String unit, String window, String shortWindow, String basis, String provenance) {
    public static FigureWords of(Figure figure) {
        String label = Words.of("operate.kpi." + figure.kind().name().toLowerCase(Locale.ROOT));
        String value = figure.value().map(number -> value(figure, number)).orElse(Units.NONE);
        String unit = figure.value().map(number -> unit(figure.unit(), Math.max(number, figure.uncertainty().toNanos() / 1e6))).orElse("");
        String window = window(figure);
        return new FigureWords(label, value, unit, window, figure.kind() == Figure.Kind.SYNC_BYTES && !window.isEmpty() ? Words.of("operate.kpi.vs-full.short") : window, basis(figure), provenance(figure, label, value, unit));
    }

    /** For the clipboard: when it was so, too, in a form that any reader knows. */
    public String copied(Instant at) {
        return Words.of("operate.kpi.copied", provenance, at.toString());
    }

    private static String value(Figure figure, double number) {
        return switch (figure.unit()) {
            // Two clocks that are not known well enough tell it from nothing no more.
            case MILLISECONDS -> millis(number).compareTo(figure.uncertainty()) < 0 ? "<\u00a0±" + Units.number(figure.uncertainty()) : Units.number(millis(number));
            case PER_MINUTE, COUNT -> Units.count(Math.round(number));
            case PERCENT -> Units.signed(Math.round(number));
        };
    }

    private static String unit(Figure.Unit unit, double number) {
        return switch (unit) {
            case MILLISECONDS -> Units.unit(millis(number));
            case PER_MINUTE -> Words.of("operate.kpi.per-minute");
            case COUNT -> "";
            case PERCENT -> "%";
        };
    }

    private static Duration millis(double number) {
        return Duration.ofNanos(Math.round(number * 1e6));
    }

    private static String window(Figure figure) {
        return switch (figure.kind()) {
            case WORST_LAG -> figure.about();
            case SYNC_BYTES -> figure.count() == 0 ? "" : Words.of("operate.kpi.vs-full", Units.count(figure.count()));
            case FIRST_TOKEN_P95, WAIT_P95, RETRIES, CONFLICTS -> figure.window().map(FigureWords::span).orElse("");
        };
    }

    /** {@code 60 s}, {@code 5 min}. */
    private static String span(Duration window) {
        return window.toSeconds() <= 60 ? Words.of("operate.seconds", window.toSeconds()) : Words.of("operate.minutes", window.toMinutes());
    }

    private static String basis(Figure figure) {
        String window = figure.kind() == Figure.Kind.SYNC_BYTES ? Words.of("operate.kpi.vs-full.short") : figure.window().map(FigureWords::span).orElse("");
        String about = figure.kind() == Figure.Kind.WORST_LAG && !figure.about().isEmpty() ? figure.about() + " · " + window : window;
        String source = Words.of("operate.source." + figure.source());
        return figure.kind() == Figure.Kind.RETRIES || figure.kind() == Figure.Kind.CONFLICTS ? Words.of("operate.kpi.basis.counted", about, source)
                : Words.of("operate.kpi.basis", about, Units.count(figure.count()), source);
    }

    private static String provenance(Figure figure, String label, String value, String unit) {
        String source = Words.of("operate.source." + figure.source());
        String window = figure.window().map(its -> Words.of("operate.kpi.last", span(its))).orElse(Words.of("operate.kpi.since-begin"));
        if (figure.value().isEmpty()) return Words.of("operate.kpi.unmeasured", label, window, source);
        // A no-break space before the unit, none before "/min".
        String whole = unit.isEmpty() ? value : unit.startsWith("/") ? value + unit : value + "\u00a0" + unit;
        return switch (figure.kind()) {
            case SYNC_BYTES -> Words.of("operate.kpi.provenance.compared", label, whole, figure.about(), window, Units.count(figure.count()), source);
            case WORST_LAG -> Words.of("operate.kpi.provenance.about", label, whole, figure.about(), window, Units.count(figure.count()), source);
            case RETRIES, CONFLICTS -> Words.of("operate.kpi.provenance.counted", label, whole, window, source);
            case FIRST_TOKEN_P95, WAIT_P95 -> Words.of("operate.kpi.provenance", label, whole, window, Units.count(figure.count()), source);
        };
    }
}
