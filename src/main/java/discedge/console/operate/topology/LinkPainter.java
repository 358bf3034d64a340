package discedge.console.operate.topology;

import discedge.console.kit.Tokens;
import discedge.console.operate.topology.Board.Sketch;
import discedge.timeline.world.FaultState;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.LinkState;
import discedge.timeline.world.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.StrokeLineCap;

/** Paints the links as they are; what runs along them is {@link Motion}'s. */
final class LinkPainter {
    /** Of the dots on the ground. */
    private static final double GRID = 24;
    static final double THINNEST = 1.5;
    static final double THICKEST = 4;
    /** Bytes per second at which a line is as thick as it gets. */
    private static final double FULL = 1e6;
    static final double RING = 12;
    /** Half of the gap in a cut link. */
    static final double GAP = 18;

    private final GraphicsContext gc;
    private final Tokens tokens;
    private final Facts facts;

    LinkPainter(GraphicsContext gc, Tokens tokens, Facts facts) {
        this.gc = gc;
        this.tokens = tokens;
        this.facts = facts;
    }

    void paint(Board board) {
        dots(board.room());
        gc.setLineCap(StrokeLineCap.BUTT);
        for (Sketch sketch : board.sketches()) link(sketch, board.size());
        gc.setLineDashes();
    }

    private void dots(Box room) {
        gc.setFill(tokens.colour("line"));
        for (double x = GRID / 2; x < room.width(); x += GRID) for (double y = GRID / 2; y < room.height(); y += GRID) gc.fillRect(Math.round(x), Math.round(y), 1, 1);
    }

    private void link(Sketch sketch, CardSize size) {
        Span span = sketch.span();
        switch (sketch.link().mood()) {
            case ASLEEP, ISOLATED -> line(span, tokens.colour("line"), sketch.lit() ? 2 : 1, 3, 5);
            case CUT -> cut(sketch, size);
            case DOWN -> line(span, tokens.colour("unknown"), sketch.lit() ? 2.5 : 1.5, 2, 5);
            case UNMEASURED -> line(span, tokens.colour("unknown"), sketch.lit() ? 2.5 : 1.5, 6, 5);
            case CHANGED, FLOWS -> {
                if (sketch.coloured()) halves(sketch);
                else line(span, tokens.colour("line"), 1);
            }
        }
    }

    private void halves(Sketch sketch) {
        LinkFacts link = sketch.link();
        Span span = sketch.span();
        half(span.from(), span.middle(), link.key(), link, sketch.lit());
        half(span.to(), span.middle(), link.key().back(), link, sketch.lit());
    }

    private void half(Point from, Point to, LinkKey direction, LinkFacts link, boolean lit) {
        Optional<LinkState> state = link.direction(direction);
        Instant now = facts.world().now();
        double width = width(state.map(its -> its.bytesPerSecond(now)).orElse(0.0));
        boolean fresh = state.filter(its -> its.isFresh(now)).isPresent();
        Color colour = fresh ? colour(direction.from()) : tokens.colour("unknown");
        if (fresh) line(new Span(from, to), colour, width + (lit ? 1.5 : 0));
        else line(new Span(from, to), colour, width + (lit ? 1.5 : 0), 6, 5);
    }

    /** By the logarithm: 1 B/s is as thin, 1 MB/s as thick as it gets. */
    static double width(double bytesPerSecond) {
        return THINNEST + (THICKEST - THINNEST) * Math.clamp(Math.log10(1 + bytesPerSecond) / Math.log10(FULL), 0, 1);
    }

    private Color colour(String node) {
        return facts.world().node(node).map(NodeState::order).map(tokens::node).orElse(tokens.colour("unknown"));
    }

    private void cut(Sketch sketch, CardSize size) {
        Span span = sketch.span();
        Color colour = tokens.colour("cut");
        double width = sketch.lit() ? 2.5 : 1.5;
        boolean ring = size != CardSize.CHIP && span.length() > 3 * GAP;
        double open = ring ? GAP / span.length() : 0.04;
        line(new Span(span.from(), span.at(Math.max(0, sketch.gap() - open))), colour, width, 5, 4);
        line(new Span(span.to(), span.at(Math.min(1, sketch.gap() + open))), colour, width, 5, 4);
        if (ring) ring(span.at(sketch.gap()), left(sketch.link()), colour);
    }

    /** How much of the cut is left, 0 to 1; 1 where it does not heal by itself. */
    private double left(LinkFacts link) {
        FaultState fault = link.fault().orElse(null);
        if (fault == null || fault.planned().isZero()) return 1;
        Duration left = fault.remaining(facts.world().now()).orElse(fault.planned());
        return Math.clamp(left.toMillis() / (double) Math.max(1, fault.planned().toMillis()), 0, 1);
    }

    private void ring(Point at, double left, Color colour) {
        gc.setLineDashes();
        gc.setFill(tokens.colour("bg-1"));
        gc.fillOval(at.x() - RING, at.y() - RING, 2 * RING, 2 * RING);
        gc.setLineWidth(3);
        gc.setStroke(tokens.colour("line"));
        gc.strokeOval(at.x() - RING, at.y() - RING, 2 * RING, 2 * RING);
        gc.setStroke(colour);
        gc.strokeArc(at.x() - RING, at.y() - RING, 2 * RING, 2 * RING, 90, 360 * left, ArcType.OPEN);
        gc.setLineWidth(1.5);
        gc.strokeLine(at.x() - 6, at.y(), at.x() - 3, at.y());
        gc.strokeLine(at.x() - 1.5, at.y() + 3.5, at.x() + 1.5, at.y() - 3.5);
        gc.strokeLine(at.x() + 3, at.y(), at.x() + 6, at.y());
    }

    private void line(Span span, Color colour, double width, double... dashes) {
        gc.setStroke(colour);
        gc.setLineWidth(width);
        gc.setLineDashes(dashes);
        gc.strokeLine(span.from().x(), span.from().y(), span.to().x(), span.to().y());
    }
}
