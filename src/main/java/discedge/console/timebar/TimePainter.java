package discedge.console.timebar;

import discedge.console.events.MarkLook;
import discedge.console.kit.IconPainter;
import discedge.console.kit.Tokens;
import discedge.timeline.log.Density;
import discedge.timeline.marks.Marks;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** Paints the parts of the timeline that move only with the log: once as what has happened, once as what lies ahead of a replay's cursor. */
final class TimePainter {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final double ICON = 10;
    private static final double BAR = 4;
    /** From bar to bar of the density. */
    static final double PITCH = 5;
    /** Of a label of the ruler with seconds. */
    private static final double LABEL = 58;

    private final IconPainter icons = new IconPainter();

    /** @param chosen the event that was picked out */
    record Scene(Stretch stretch, Places places, Bars bars, Rows rows, OptionalLong chosen) {}

    /** @param from where the first one begins, in px */
    record Bars(Density density, double from) {}

    void paint(GraphicsContext gc, Scene scene, Tokens tokens, boolean ahead) {
        gc.clearRect(0, 0, gc.getCanvas().getWidth(), gc.getCanvas().getHeight());
        ruler(gc, scene, tokens, ahead);
        density(gc, scene, tokens, ahead);
        for (Places.Span span : scene.places().faults()) fault(gc, scene, span, tokens, ahead);
        for (Places.Mark mark : scene.places().marks()) mark(gc, scene, mark, tokens, ahead);
    }

    private static void ruler(GraphicsContext gc, Scene scene, Tokens tokens, boolean ahead) {
        Stretch stretch = scene.stretch();
        gc.setFont(tokens.mono("label"));
        gc.setFill(tokens.colour(ahead ? "subtle" : "muted"));
        gc.setStroke(tokens.colour("control"));
        gc.setLineWidth(1);
        DateTimeFormatter words = stretch.step().toSeconds() < 60 ? SECONDS : MINUTES;
        for (Instant tick : stretch.ticks()) {
            double x = Math.round(stretch.x(tick)) + 0.5;
            gc.strokeLine(x, 3, x, scene.rows().ruler() - 2);
            if (x + LABEL <= stretch.width()) gc.fillText(words.format(tick), x + 4, scene.rows().ruler() - 1);
        }
    }

    /** As many events as came. A burst, such as all nodes starting at once, is as high as there is room and does not make the rest flat. */
    private static void density(GraphicsContext gc, Scene scene, Tokens tokens, boolean ahead) {
        Density density = scene.bars().density();
        double usual = usual(density);
        double room = scene.rows().floor() - scene.rows().density();
        gc.setStroke(tokens.colour("control"));
        gc.setFill(tokens.colour("control"));
        gc.setLineWidth(1);
        for (int i = 0; i < density.buckets(); i++) {
            if (density.count(i) == 0) continue;
            double height = Math.clamp(Math.round(density.count(i) / usual * room), 1, room);
            double x = scene.bars().from() + i * PITCH;
            double y = scene.rows().floor() - height;
            if (ahead) gc.strokeRect(x + 0.5, y + 0.5, BAR - 1, height);
            else gc.fillRect(x, y, BAR, height);
        }
    }

    /** The count that few bars go beyond. */
    private static double usual(Density density) {
        long[] counts = IntStream.range(0, density.buckets()).mapToLong(density::count).filter(count -> count > 0).sorted().toArray();
        return counts.length == 0 ? 1 : counts[(int) (counts.length * 0.95)];
    }

    private void fault(GraphicsContext gc, Scene scene, Places.Span span, Tokens tokens, boolean ahead) {
        MarkLook look = MarkLook.of(span.fault().kind());
        Color colour = tokens.colour(look.colour());
        boolean one = scene.places().lanes() == 1;
        double lane = one ? 2 * scene.rows().lane() : scene.rows().lane();
        double middle = scene.rows().faults() + span.lane() * scene.rows().lane() + lane / 2;
        double thick = one ? 5 : 3;
        double icon = one ? ICON : scene.rows().lane() + 1;
        double begin = span.begin() + (span.alone() ? icon + 2 : 0);
        // Where its icon is out of sight the bar begins at the edge.
        double from = Math.max(begin, -4);
        double width = span.end() - from;
        if (span.alone()) icons.paint(gc, ahead ? look.outline() : look.icon(), span.begin() + icon / 2, middle, icon, colour);
        if (width <= 0) return;
        if (ahead) {
            gc.setStroke(colour);
            gc.setLineWidth(1);
            gc.strokeRoundRect(from + 0.5, middle - thick / 2 + 0.5, Math.max(0, width - 1), thick - 1, thick - 1, thick - 1);
        } else {
            gc.setFill(colour);
            gc.fillRoundRect(from, middle - thick / 2, width, thick, thick, thick);
        }
    }

    private void mark(GraphicsContext gc, Scene scene, Places.Mark mark, Tokens tokens, boolean ahead) {
        MarkLook look = MarkLook.of(mark.kind());
        // The client is a triangle everywhere on the timeline: its own ground is the line of marks.
        double size = mark.kind() == Marks.Kind.ROAM ? ICON - 1 : ICON;
        if (scene.chosen().isPresent() && scene.chosen().getAsLong() == mark.event()) {
            gc.setFill(tokens.colour("selection"));
            gc.fillRoundRect(mark.x() - 7, scene.rows().marks() - 6.5, 14, 13, 6, 6);
        }
        icons.paint(gc, ahead ? look.outline() : look.icon(), mark.x(), scene.rows().marks(), size, tokens.colour(look.colour()));
    }
}
