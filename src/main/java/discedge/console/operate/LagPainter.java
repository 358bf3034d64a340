package discedge.console.operate;

import discedge.console.kit.Tokens;
import discedge.timeline.world.World;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints rows of lag: a column each five seconds, the stronger the slower, in the colour of "wait" past the limit; dashes where nothing got through. */
final class LagPainter {
    static final double ROW = 20;
    static final double LEFT = 60;
    static final double RIGHT = 92;
    private static final double FAINTEST = 0.18;
    private static final double BAR = 14;

    private final Tokens tokens;
    private final double width;
    private final double limit;

    /** @param limit in ms: the SLO */
    LagPainter(Tokens tokens, double width, double limit) {
        this.tokens = tokens;
        this.width = width;
        this.limit = limit;
    }

    /** The plot's width. */
    static double plot(double width) {
        return Math.max(0, width - LEFT - RIGHT);
    }

    /** Its left edge, on a device pixel. */
    static double x(double width, int column) {
        return Math.round(LEFT + plot(width) * column / LagRow.COLUMNS);
    }

    void paint(GraphicsContext gc, World world, List<LagRow> rows, List<double[]> columns, int hoveredRow, int hoveredColumn) {
        gc.clearRect(0, 0, width, gc.getCanvas().getHeight());
        for (int i = 0; i < rows.size(); i++) {
            double top = i * ROW + (ROW - BAR) / 2;
            cells(gc, columns.get(i), top);
            for (LagRow.Gap gap : rows.get(i).gaps(world)) dashes(gc, gap, top);
            words(gc, world, rows.get(i), top);
            if (i == hoveredRow) outline(gc, hoveredColumn, top);
        }
    }

    private void cells(GraphicsContext gc, double[] values, double top) {
        Color normal = tokens.colour("stage-replicate");
        Color slow = tokens.colour("wait");
        Color ground = tokens.colour("line");
        for (int i = 0; i < values.length; i++) {
            double left = x(width, i);
            double wide = Math.max(1, x(width, i + 1) - left - 1);
            if (Double.isNaN(values[i])) {
                gc.setFill(ground);
                gc.fillRect(left, top + BAR / 2, wide, 1);
            } else {
                boolean past = values[i] > limit;
                double share = limit <= 0 ? 1 : Math.min(1, values[i] / limit);
                gc.setFill(past ? slow : normal.deriveColor(0, 1, 1, FAINTEST + (1 - FAINTEST) * share));
                // Past the limit it is taller, too: not colour alone.
                gc.fillRect(left, past ? top - 1 : top, wide, past ? BAR + 2 : BAR);
            }
        }
    }

    private void dashes(GraphicsContext gc, LagRow.Gap gap, double top) {
        double from = LEFT + plot(width) * gap.from();
        double to = Math.max(from + 2, LEFT + plot(width) * gap.to());
        gc.clearRect(from, top - 1, to - from, BAR + 2);
        gc.setStroke(tokens.colour(gap.state() == LagRow.State.CUT ? "cut" : "stale"));
        gc.setLineWidth(2);
        gc.setLineDashes(6, 3);
        gc.strokeLine(from, top + BAR / 2, to, top + BAR / 2);
        gc.setLineDashes();
    }

    private void words(GraphicsContext gc, World world, LagRow row, double top) {
        gc.setTextBaseline(VPos.CENTER);
        gc.setFont(tokens.mono("table"));
        gc.setFill(tokens.colour("muted"));
        gc.fillText(LagWords.pair(row.pair()), 0, top + BAR / 2, LEFT - 8);
        gc.setTextAlign(TextAlignment.RIGHT);
        gc.setFill(tokens.colour(switch (row.state()) {
            case CUT -> "cut";
            case DOWN -> "muted";
            case MEASURED -> row.latest().orElseThrow().p95().toNanos() / 1e6 > limit ? "wait" : "text";
            case UNMEASURED -> "subtle";
        }));
        gc.fillText(LagWords.figure(row, world.now()), width, top + BAR / 2, RIGHT - 8);
        gc.setTextAlign(TextAlignment.LEFT);
        gc.setTextBaseline(VPos.BASELINE);
    }

    private void outline(GraphicsContext gc, int column, double top) {
        if (column < 0) return;
        gc.setStroke(tokens.colour("text"));
        gc.setLineWidth(1);
        double left = x(width, column);
        gc.strokeRect(left - 0.5, top - 1.5, x(width, column + 1) - left, BAR + 3);
    }
}
