package discedge.console.sessions.inspector;

import discedge.console.kit.Theming;
import discedge.console.kit.Tokens;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.sessions.inspector.Ribbon.Lane;
import discedge.console.sessions.state.Replica;
import discedge.session.Role;
import java.util.List;
import java.util.OptionalInt;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints the ribbon: turns on top, the band of roles, a line in the colour of the node that wrote each turn, and a lane for replicas that are equally far. */
final class RibbonPainter {
    static final double GUTTER = 104;
    private static final double RIGHT = 12;
    private static final double LABELS = 16;
    private static final double BAND = 20;
    private static final double ORIGIN = 3;
    private static final double LANE = 16;
    private static final double BADGE = 14;
    private static final double LANES = LABELS + BAND + ORIGIN + 6;
    /** Of JetBrains Mono: each character is 600 of 1,000 units wide. */
    private static final double MONO = 0.6;

    private final Theming theming;
    private final NodeOrders orders = new NodeOrders();

    RibbonPainter(Theming theming) {
        this.theming = theming;
    }

    /** Which colour each node has, as its replica says. */
    private static final class NodeOrders {
        private List<Lane> lanes = List.of();

        int of(String node) {
            for (Lane lane : lanes) for (Replica replica : lane.replicas()) if (replica.node().equals(node)) return replica.order();
            return -1;
        }
    }

    double height(int lanes) {
        return LANES + lanes * LANE;
    }

    double width(Canvas canvas) {
        return Math.max(1, canvas.getWidth() - GUTTER - RIGHT);
    }

    double x(Canvas canvas, double id, double from, double to) {
        return GUTTER + (id - from) / (to - from) * width(canvas);
    }

    void paint(Canvas canvas, TokenMap map, List<Lane> lanes, double from, double to, int seenFrom, int seenTo, OptionalInt chosen, boolean focused) {
        GraphicsContext gc = canvas.getGraphicsContext2D();
        gc.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        Tokens tokens = theming.tokens();
        orders.lanes = lanes;
        gc.setTextBaseline(VPos.CENTER);
        gc.setTextAlign(TextAlignment.LEFT);
        gutter(gc, tokens, map);
        if (map.length() == 0) return;
        gc.save();
        gc.beginPath();
        gc.rect(GUTTER - 1, 0, width(canvas) + 2, canvas.getHeight());
        gc.clip();
        band(gc, canvas, tokens, map, from, to);
        for (int i = 0; i < Math.min(Ribbon.MOST_LANES, lanes.size()); i++) lane(gc, canvas, tokens, lanes.get(i), i, map, from, to);
        marks(gc, canvas, tokens, from, to, seenFrom, seenTo, chosen, focused);
        gc.restore();
        for (int i = 0; i < Math.min(Ribbon.MOST_LANES, lanes.size()); i++) badges(gc, tokens, lanes.get(i), i);
    }

    private static void gutter(GraphicsContext gc, Tokens tokens, TokenMap map) {
        gc.setFont(tokens.font("label"));
        gc.setFill(tokens.colour("subtle"));
        gc.fillText(Words.of("sessions.ribbon.ids", Units.count(map.length())), 8, LABELS + BAND / 2);
    }

    // ---- the band

    private void band(GraphicsContext gc, Canvas canvas, Tokens tokens, TokenMap map, double from, double to) {
        int turn = -1;
        String node = "";
        double labelled = GUTTER;
        double painted = GUTTER - 1;
        for (int i = map.indexAt((int) from); i < map.stretches().size(); i++) {
            Stretch stretch = map.stretches().get(i);
            if (stretch.start() >= to) break;
            double x = x(canvas, stretch.start(), from, to);
            double end = x(canvas, stretch.end(), from, to);
            if (end - painted >= 0.5) {
                painted = end;
                gc.setFill(fill(tokens, stretch));
                gc.fillRect(x, LABELS, Math.max(0.5, end - x), BAND);
                int order = orders.of(stretch.node());
                gc.setFill(order < 0 ? tokens.colour("control") : tokens.node(order));
                gc.fillRect(x, LABELS + BAND, Math.max(0.5, end - x), ORIGIN);
            }
            boolean begins = stretch.turn() != turn;
            if (begins) {
                String before = i == 0 ? "" : node.isEmpty() ? map.stretches().get(i - 1).node() : node;
                boolean roamed = !before.isEmpty() && !before.equals(stretch.node());
                labelled = edge(gc, tokens, stretch, x, labelled, roamed);
            }
            turn = stretch.turn();
            node = stretch.node();
        }
        ids(gc, canvas, tokens, from, to);
    }

    /** @return where the next label may begin */
    private double edge(GraphicsContext gc, Tokens tokens, Stretch stretch, double x, double free, boolean roamed) {
        gc.setFill(tokens.colour("bg-1"));
        gc.fillRect(Math.round(x) - 0.5, LABELS, 1, BAND + ORIGIN);
        String text = "t" + stretch.turn();
        double wide = text.length() * tokens.mono("label").getSize() * MONO;
        double at = Math.max(x, GUTTER);
        if (at < free && !roamed) return free;
        double next = at;
        if (roamed) {
            gc.setFill(tokens.colour("accent-text"));
            gc.fillPolygon(new double[] {at, at + 8, at + 4}, new double[] {LABELS - 3, LABELS - 3, LABELS - 11}, 3);
            gc.setFont(tokens.semibold("label"));
            gc.fillText(stretch.node(), at + 10, LABELS / 2);
            next = at + 16 + stretch.node().length() * 8;
        }
        gc.setFont(tokens.mono("label"));
        gc.setFill(tokens.colour("subtle"));
        gc.fillText(text, next, LABELS / 2);
        return next + wide + 8;
    }

    /** One shade a role; the template steps back. */
    private static Color fill(Tokens tokens, Stretch stretch) {
        if (stretch.role().isEmpty()) return tokens.colour("bg-3");
        return switch (stretch.role().get()) {
            case SYSTEM -> tokens.colour("control");
            case USER -> tokens.colour("accent");
            case ASSISTANT -> tokens.colour("accent").deriveColor(0, 1, 1, 0.38);
        };
    }

    /** Single ids, once they are wide enough to be told apart. */
    private void ids(GraphicsContext gc, Canvas canvas, Tokens tokens, double from, double to) {
        if (width(canvas) / (to - from) < 6) return;
        gc.setFill(tokens.colour("bg-1"));
        for (int id = (int) from; id < to; id++) gc.fillRect(Math.round(x(canvas, id, from, to)) - 0.5, LABELS + 6, 1, BAND - 6);
    }

    // ---- replicas

    private void lane(GraphicsContext gc, Canvas canvas, Tokens tokens, Lane lane, int row, TokenMap map, double from, double to) {
        double y = LANES + row * LANE + LANE / 2;
        double end = x(canvas, Math.min(lane.tokens(), map.length()), from, to);
        boolean whole = lane.tokens() >= map.length();
        gc.setFill(tokens.colour("line"));
        gc.fillRect(GUTTER, y - 0.5, width(canvas), 1);
        gc.setFill(tokens.node(lane.replicas().getFirst().order()));
        if (end > GUTTER) gc.fillRect(GUTTER, y - 1.5, end - GUTTER, 3);
        if (whole) return;
        gc.fillRect(end - 2, y - 5, 2, 10);
        String text = lane.tokens() == 0 ? Words.of("sessions.ribbon.nothing") : Words.of("sessions.ribbon.until", Units.count(lane.tokens()));
        gc.setFont(tokens.font("label"));
        double wide = text.length() * 6.2;
        double at = end + 6 + wide < canvas.getWidth() - RIGHT ? Math.max(end, GUTTER) + 6 : Math.max(GUTTER + 6, end - wide - 10);
        gc.setFill(tokens.colour("bg-1"));
        gc.fillRect(at - 3, y - LANE / 2 + 1, wide + 4, LANE - 2);
        gc.setFill(tokens.colour("muted"));
        gc.fillText(text, at, y);
    }

    private static void badges(GraphicsContext gc, Tokens tokens, Lane lane, int row) {
        double y = LANES + row * LANE + LANE / 2;
        double x = 8;
        int room = 4;
        for (Replica replica : lane.replicas()) {
            boolean last = room == 1 && lane.replicas().size() > 4;
            String text = last ? "+" + (lane.replicas().size() - 3) : replica.node().length() <= 2 ? replica.node() : replica.node().substring(0, 2);
            gc.setFill(last ? tokens.colour("bg-3") : tokens.node(replica.order()));
            gc.fillRoundRect(x, y - BADGE / 2, BADGE + 4, BADGE, 6, 6);
            gc.setFill(last ? tokens.colour("text") : tokens.onNode(replica.order()));
            gc.setFont(tokens.semibold("label"));
            gc.setTextAlign(TextAlignment.CENTER);
            gc.fillText(text, x + BADGE / 2 + 2, y);
            gc.setTextAlign(TextAlignment.LEFT);
            x += BADGE + 8;
            if (--room == 0) return;
        }
    }

    // ---- what is looked at

    private void marks(GraphicsContext gc, Canvas canvas, Tokens tokens, double from, double to, int seenFrom, int seenTo, OptionalInt chosen, boolean focused) {
        if (seenTo > seenFrom) {
            double x = x(canvas, seenFrom, from, to);
            double wide = Math.max(4, x(canvas, seenTo, from, to) - x);
            gc.setStroke(tokens.colour(focused ? "accent" : "text"));
            gc.setLineWidth(focused ? 2 : 1.5);
            gc.strokeRoundRect(Math.round(x) + 0.5, LABELS - 1.5, wide - 1, BAND + ORIGIN + 3, 4, 4);
        }
        if (chosen.isEmpty()) return;
        double x = Math.round(x(canvas, chosen.getAsInt() + 0.5, from, to));
        gc.setFill(tokens.colour("text"));
        gc.fillRect(x - 1, LABELS - 4, 2, canvas.getHeight() - LABELS + 4);
    }
}
