package discedge.console.operate.chat;

import discedge.console.kit.Tokens;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.operate.chat.TurnFacts.Bar;
import discedge.console.operate.chat.TurnFacts.Look;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** Paints a turn's waterfall (docs/console.md): rows of 20 px, name, bar on a linear scale from 0, figure at the right. */
final class WaterfallPainter {
    static final double AXIS = 18;
    /** Under the stages: the words at the rule of the first token. */
    static final double RULE = 18;
    static final double HEADING = 22;
    private static final double FIGURE = 66;
    private static final double TICK = 40;
    private static final double DIGIT = 6.6;
    private static final double HATCH = 4;
    private static final double LEAST = 2;
    /** The scale ends so much beyond the total: a way to a replica may end a little later. */
    private static final double BEYOND = 1.15;

    private final Tokens tokens;
    private final TurnFacts facts;
    private final double width;
    private final double row;
    private final double left;
    private final double plot;
    private final double max;
    private final Text measure = new Text();

    /** @param fit the scale ends a little after the first token */
    WaterfallPainter(Tokens tokens, TurnFacts facts, double width, boolean fit) {
        this.tokens = tokens;
        this.facts = facts;
        this.width = width;
        this.row = tokens.size("waterfall-row");
        this.left = tokens.size("waterfall-name");
        this.plot = Math.max(20, width - left - FIGURE);
        this.max = max(facts, fit);
    }

    private static double max(TurnFacts facts, boolean fit) {
        double total = Math.max(1e-3, millis(facts.total()));
        if (fit) return facts.firstToken().map(first -> Math.max(1e-3, millis(first) * 1.1)).orElse(total);
        // A way that has not ended gets the room, too: its bar goes on to the scale's end.
        double replicated = facts.ways().stream().mapToDouble(bar -> bar.look() == Look.FILLED ? millis(bar.start().plus(bar.length())) : total * BEYOND).max().orElse(0);
        return Math.max(total, Math.min(replicated, total * BEYOND));
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    static double height(TurnFacts facts, double row) {
        return AXIS + facts.waits().size() * row + RULE + HEADING + Math.max(1, facts.ways().size()) * row + 4;
    }

    private double waysTop() {
        return AXIS + facts.waits().size() * row + RULE + HEADING;
    }

    /** The bar in whose row a place is. */
    Optional<Bar> at(double y) {
        int wait = (int) Math.floor((y - AXIS) / row);
        if (wait >= 0 && wait < facts.waits().size()) return Optional.of(facts.waits().get(wait));
        int way = (int) Math.floor((y - waysTop()) / row);
        return way >= 0 && way < facts.ways().size() ? Optional.of(facts.ways().get(way)) : Optional.empty();
    }

    private double x(double millis) {
        return left + plot * millis / max;
    }

    void paint(GraphicsContext gc, Optional<Bar> hovered) {
        gc.clearRect(0, 0, width, gc.getCanvas().getHeight());
        gc.setTextBaseline(VPos.CENTER);
        hovered.ifPresent(bar -> highlight(gc, bar));
        grid(gc);
        for (int i = 0; i < facts.waits().size(); i++) bar(gc, facts.waits().get(i), AXIS + i * row);
        firstToken(gc);
        heading(gc);
        for (int i = 0; i < facts.ways().size(); i++) bar(gc, facts.ways().get(i), waysTop() + i * row);
        gc.setTextBaseline(VPos.BASELINE);
    }

    private void highlight(GraphicsContext gc, Bar bar) {
        int wait = facts.waits().indexOf(bar);
        double top = wait >= 0 ? AXIS + wait * row : waysTop() + facts.ways().indexOf(bar) * row;
        gc.setFill(tokens.colour("bg-3"));
        gc.fillRect(0, top, width, row);
    }

    // ---- scale

    private void grid(GraphicsContext gc) {
        double bottom = waysTop() + facts.ways().size() * row;
        gc.setFont(tokens.mono("label"));
        List<Double> values = Ticks.of(max, plot, TICK).values();
        boolean seconds = values.getLast() >= 1000;
        for (double value : values) {
            double x = Math.round(x(value)) + 0.5;
            gc.setStroke(tokens.colour("line"));
            gc.setLineWidth(1);
            gc.strokeLine(x, AXIS, x, AXIS + facts.waits().size() * row);
            if (!facts.ways().isEmpty()) gc.strokeLine(x, waysTop(), x, bottom);
            gc.setFill(tokens.colour("subtle"));
            String number = tick(value, seconds);
            // The number stands over its line; the last one's unit is beside it.
            gc.fillText(value == values.getLast() ? number + "\u00a0" + (seconds ? "s" : "ms") : number, x - number.length() * DIGIT / 2, AXIS / 2);
        }
    }

    private static String tick(double value, boolean seconds) {
        double number = seconds ? value / 1000 : value;
        return number == Math.rint(number) ? Long.toString((long) number) : Float.toString((float) (Math.round(number * 1e4) / 1e4));
    }

    // ---- rows

    private void bar(GraphicsContext gc, Bar bar, double top) {
        double middle = top + row / 2;
        gc.setFont(tokens.font("table"));
        gc.setFill(tokens.colour("muted"));
        gc.fillText(bar.name(), 0, middle, left - 8);
        gc.setTextAlign(TextAlignment.RIGHT);
        gc.setFont(tokens.mono("table"));
        gc.setFill(bar.look() == Look.DASHED ? tokens.colour(bar.colour().equals("cut") ? "cut" : "muted") : tokens.colour(bar.figure().equals(Units.NONE) ? "subtle" : "text"));
        gc.fillText(bar.figure(), width, middle);
        gc.setTextAlign(TextAlignment.LEFT);
        if (bar.figure().equals(Units.NONE)) return;
        double from = x(millis(bar.start()));
        double end = left + plot;
        // What waits at a cut goes on and on.
        double to = bar.look() == Look.DASHED ? end : x(millis(bar.start().plus(bar.length())));
        if (from > end) {
            beyond(gc, end, middle);
            return;
        }
        boolean over = to > end + 0.5;
        double x = Math.min(Math.round(from), end - LEAST);
        double wide = bar.length().isZero() ? 1 : Math.max(LEAST, Math.round(Math.min(to, end)) - x);
        shape(gc, bar, x, top + (row - tokens.size("waterfall-bar")) / 2, wide, tokens.size("waterfall-bar"));
        if (over) beyond(gc, end, middle);
        if (!bar.note().isEmpty()) note(gc, bar.note(), x, x + wide, middle);
    }

    private void shape(GraphicsContext gc, Bar bar, double x, double y, double wide, double high) {
        Color colour = tokens.colour(bar.colour());
        gc.setFill(colour);
        gc.setStroke(colour);
        gc.setLineWidth(1);
        switch (bar.look()) {
            case FILLED -> gc.fillRect(x, y, wide, high);
            case OUTLINED -> outline(gc, x, y, wide, high);
            case DASHED -> {
                gc.setLineDashes(4, 3);
                outline(gc, x, y, wide, high);
                gc.setLineDashes();
            }
        }
        if (bar.cachedPart() > 0) hatch(gc, x, y, Math.max(LEAST, wide * bar.cachedPart()), high);
    }

    private static void outline(GraphicsContext gc, double x, double y, double wide, double high) {
        if (wide < 3) gc.fillRect(x, y, wide, high);
        else gc.strokeRect(x + 0.5, y + 0.5, wide - 1, high - 1);
    }

    /** The cached head: that colour, hatched with the one of evaluated ids. */
    private void hatch(GraphicsContext gc, double x, double y, double wide, double high) {
        gc.save();
        gc.beginPath();
        gc.rect(x, y, wide, high);
        gc.clip();
        gc.setFill(tokens.colour("bg-1"));
        gc.fillRect(x, y, wide, high);
        gc.setStroke(tokens.colour("stage-cached"));
        gc.setLineWidth(2);
        for (double at = x - high; at < x + wide; at += HATCH) gc.strokeLine(at, y + high, at + high, y);
        gc.restore();
    }

    /** It goes on outside the scale. */
    private void beyond(GraphicsContext gc, double end, double middle) {
        gc.setStroke(tokens.colour("muted"));
        gc.setLineWidth(1.5);
        gc.strokePolyline(new double[] {end - 1, end + 3, end - 1}, new double[] {middle - 4, middle, middle + 4}, 3);
    }

    /** Right of the bar, else left of it, else only on hover. */
    private void note(GraphicsContext gc, String note, double from, double to, double middle) {
        Font font = tokens.font("label");
        double wide = wide(note, font);
        gc.setFont(font);
        gc.setFill(tokens.colour("muted"));
        double rule = facts.firstToken().map(first -> x(millis(first))).orElse(0.0);
        // Beyond the rule of the first token rather than across it.
        double begin = rule >= to - 1 && rule < to + 6 + wide ? rule + 6 : to + 6;
        if (begin + wide <= left + plot + 8) gc.fillText(note, begin, middle);
        else if (from - 6 - wide >= left) gc.fillText(note, from - 6 - wide, middle);
    }

    private double wide(String words, Font font) {
        measure.setFont(font);
        measure.setText(words);
        return measure.getLayoutBounds().getWidth();
    }

    // ---- what is not a row

    private void firstToken(GraphicsContext gc) {
        if (facts.firstToken().isEmpty()) return;
        double x = Math.round(Math.min(x(millis(facts.firstToken().get())), left + plot));
        double bottom = AXIS + facts.waits().size() * row;
        gc.setFill(tokens.colour("accent"));
        gc.fillRect(x - 1, AXIS - 2, 2, bottom - AXIS + 6);
        gc.setFill(tokens.colour("accent-text"));
        Font font = tokens.font("label");
        String words = Words.of("chat.turn.first-token", Units.time(facts.firstToken().get()));
        double wide = wide(words, font);
        gc.setFont(font);
        gc.fillText(words, Math.max(0, Math.min(x + 4, width - wide)), bottom + RULE / 2 + 2);
    }

    private void heading(GraphicsContext gc) {
        double middle = waysTop() - HEADING / 2;
        gc.setFont(tokens.semibold("table"));
        gc.setFill(tokens.colour("text"));
        gc.fillText(Words.of("chat.turn.nobody-waits"), 0, middle);
        if (facts.noWays().isEmpty()) return;
        gc.setFont(tokens.font("label"));
        gc.setFill(tokens.colour("muted"));
        gc.fillText(facts.noWays(), 0, waysTop() + row / 2, width);
    }
}
