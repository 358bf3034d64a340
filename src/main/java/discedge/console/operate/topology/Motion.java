package discedge.console.operate.topology;

import discedge.console.ConsoleContext;
import discedge.console.kit.Tokens;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import discedge.console.operate.topology.Board.Sketch;
import discedge.timeline.world.LinkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;

/** What moves: records on the links, the client and the line to it. Painted only while something moves. */
final class Motion implements View {
    /** From so many records a second on single ones cannot be told apart. */
    private static final int DENSE = 30;
    private static final double DOT = 3;
    /** A dash and the gap after it. */
    private static final double DASH = 16;

    private final ConsoleContext console;
    private final Board board;
    private final ClientMark client;
    private final Consumer<Frame> first;
    private final Canvas canvas = new Canvas();
    private final Pulses pulses = new Pulses();
    private Shown shown = new Shown(Instant.MIN, List.of(), List.of(), null);
    private long paints;

    /** @param first hears of each frame before it is painted */
    Motion(ConsoleContext console, Board board, ClientMark client, Consumer<Frame> first) {
        this.console = console;
        this.board = board;
        this.client = client;
        this.first = first;
        canvas.setMouseTransparent(true);
    }

    @Override
    public Node root() {
        return canvas;
    }

    @Override
    public Duration every() {
        return client.isHeld() || client.glides() ? EVERY_PULSE : FLUENT;
    }

    void resize(double width, double height) {
        canvas.setWidth(width);
        canvas.setHeight(height);
        shown = new Shown(Instant.MIN, List.of(), List.of(), null);
    }

    /** Records on their way in a direction, a second. */
    int perSecond(LinkKey direction) {
        return pulses.perSecond(direction);
    }

    /** Times that something was painted, since the start. */
    long paints() {
        return paints;
    }

    /** What the canvas shows. */
    private record Shown(Instant now, List<Sketch> sketches, List<ClientMark.Line> lines, Tokens tokens) {
        boolean is(Shown other) {
            return now.equals(other.now) && sketches == other.sketches && lines.equals(other.lines) && tokens == other.tokens;
        }
    }

    @Override
    public void show(Frame frame) {
        first.accept(frame);
        if (board.facts().isEmpty()) return;
        pulses.follow(frame.world(), console.model().run().timeline().store(), frame.session());
        boolean glides = client.move(System.nanoTime());
        boolean flows = !console.settings().reducedMotion() && !pulses.isEmpty();
        if (glides || flows && (frame.live() || frame.playing())) console.frames().wake();
        var next = new Shown(flows ? frame.world().now() : Instant.EPOCH, board.sketches(), client.lines(), console.theming().tokens());
        if (next.is(shown)) return;
        shown = next;
        paint(next, flows);
    }

    private void paint(Shown now, boolean flows) {
        GraphicsContext gc = canvas.getGraphicsContext2D();
        gc.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        for (ClientMark.Line line : now.lines) line(gc, line, now.tokens);
        if (flows) for (Sketch sketch : now.sketches) link(gc, sketch, now.now, now.tokens);
        paints++;
    }

    /** The client's line: solid at rest, dotted to where it would be dropped. */
    private static void line(GraphicsContext gc, ClientMark.Line line, Tokens tokens) {
        gc.setStroke(tokens.colour("accent"));
        gc.setLineCap(StrokeLineCap.BUTT);
        gc.setLineWidth(2);
        if (line.dotted()) gc.setLineDashes(3, 4);
        gc.setGlobalAlpha(line.dotted() ? 1 : 0.6);
        gc.strokeLine(line.from().x(), line.from().y(), line.to().x(), line.to().y());
        gc.setGlobalAlpha(1);
        gc.setLineDashes();
    }

    private void link(GraphicsContext gc, Sketch sketch, Instant now, Tokens tokens) {
        direction(gc, sketch, sketch.link().key(), sketch.span(), sketch.gap(), now, tokens);
        direction(gc, sketch, sketch.link().key().back(), new Span(sketch.span().to(), sketch.span().from()), 1 - sketch.gap(), now, tokens);
    }

    /** Over a cut link nothing gets further than to its gap. */
    private void direction(GraphicsContext gc, Sketch sketch, LinkKey key, Span span, double gap, Instant now, Tokens tokens) {
        boolean cut = switch (sketch.link().mood()) {
            case CUT, ISOLATED, DOWN, ASLEEP -> true;
            case UNMEASURED, CHANGED, FLOWS -> false;
        };
        Color fill = tokens.colour("text");
        if (!cut && pulses.perSecond(key) > DENSE) {
            stream(gc, span, now, fill);
            return;
        }
        double end = cut ? Math.max(0, gap - LinkPainter.GAP / Math.max(1, span.length())) : 1;
        Color rest = tokens.colour("subtle");
        Color ground = tokens.colour("bg-1");
        pulses.each(key, (part, followed) -> {
            if (part <= end) dot(gc, span.at(part), followed ? fill : rest, ground);
        });
    }

    private static void dot(GraphicsContext gc, Point at, Color fill, Color ground) {
        gc.setFill(ground);
        gc.fillOval(at.x() - DOT - 1, at.y() - DOT - 1, 2 * DOT + 2, 2 * DOT + 2);
        gc.setFill(fill);
        gc.fillOval(at.x() - DOT, at.y() - DOT, 2 * DOT, 2 * DOT);
    }

    /** Many at once: dashes that move their way. */
    private static void stream(GraphicsContext gc, Span span, Instant now, Color colour) {
        gc.setStroke(colour);
        gc.setLineWidth(2);
        gc.setLineDashes(DASH / 2, DASH / 2);
        gc.setLineDashOffset(-(now.toEpochMilli() % 1000) / 1000.0 * DASH * 3);
        gc.strokeLine(span.from().x(), span.from().y(), span.to().x(), span.to().y());
        gc.setLineDashOffset(0);
        gc.setLineDashes();
    }
}
