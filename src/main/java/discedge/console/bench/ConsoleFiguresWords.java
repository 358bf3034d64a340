package discedge.console.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@link ConsoleFigures} in words, each figure with its unit and its limit. */
public final class ConsoleFiguresWords {
    private static final double OPERATE_MEDIAN_MS = 8;
    private static final double OPERATE_P95_MS = 16;
    private static final double SESSIONS_MEDIAN_MS = 16;
    private static final double BACK_MS = 100;
    private static final double WINDOW_TIMES = 2;
    private static final double TOKEN_MS = 3_000;

    private ConsoleFiguresWords() {}

    public static List<String> of(ConsoleFigures figures) {
        var lines = new ArrayList<String>();
        ConsoleFigures.Paint paint = figures.paint();
        lines.add(text("A window of 1440 × 900 over %d nodes, %,d sessions known and %,d in motion, %,d events/s:", paint.nodes(), paint.sessionsKnown(), paint.sessionsMoving(),
                paint.eventsPerSecond()));
        lines.add(text("  Operate:  FX thread median %.2f ms %s, p95 %.2f ms %s; %,d pulses painted, %.0f a second.", paint.operate().median(),
                limit(paint.operate().median(), OPERATE_MEDIAN_MS), paint.operate().p95(), limit(paint.operate().p95(), OPERATE_P95_MS), paint.operate().count(),
                paint.framesPerSecond()));
        lines.add(text("  Sessions: FX thread median %.2f ms %s, p95 %.2f ms; %,d pulses painted.", paint.sessions().median(),
                limit(paint.sessions().median(), SESSIONS_MEDIAN_MS), paint.sessions().p95(), paint.sessions().count()));
        lines.add(text("  render thread, on Operate: median %.2f ms, p95 %.2f ms.", paint.render().median(), paint.render().p95()));
        lines.add(text("  %,d pulses more than a frame late; at most %,d events waited to be folded, none was left out.", paint.late(), paint.waiting()));
        lines.add(paint.drags() == 0 ? "  Drag: not measured, the client could not be found."
                : text("  Drag: forecasts strengthened %d pulse%s after the press, at worst of %d drags %s.", paint.drag(), paint.drag() == 1 ? "" : "s", paint.drags(), limit(paint.drag(), 1)));
        GoingBack.Figures back = figures.back();
        lines.add(text("Ten minutes back in a log of %,d events: median %.1f ms, p95 %.1f ms %s, n %d; at most %,d events folded.", back.events(), back.millis().median(),
                back.millis().p95(), limit(back.millis().p95(), BACK_MS), back.millis().count(), back.folded()));
        ConsoleFigures.Start start = figures.start();
        lines.add(text("First window after %.0f ms, an empty JavaFX window after %.0f ms: %.2f times %s.", start.firstWindow(), start.emptyWindow(),
                start.firstWindow() / start.emptyWindow(), limit(start.firstWindow() / start.emptyWindow(), WINDOW_TIMES)));
        lines.add(text("First token streamed %.0f ms after the window %s.", start.firstToken(), limit(start.firstToken(), TOKEN_MS)));
        lines.add(text("CPU time of the thread over each pulse that painted something, layout, styles and all else included; software pipeline; starts %s, by turns, medians. %d cores, %s, %s.",
                start.jar() ? "by java -jar" : "from classes, not from a jar", figures.machine().cores(), figures.machine().java(), figures.machine().os()));
        return lines;
    }

    private static String limit(double value, double most) {
        return text(value <= most ? "(limit %s)" : "(over the limit of %s)", most == Math.rint(most) ? Long.toString((long) most) : Double.toString(most));
    }

    /** The same on every machine: a script may read it. */
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
