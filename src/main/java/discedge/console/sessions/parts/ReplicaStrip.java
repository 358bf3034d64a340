package discedge.console.sessions.parts;

import discedge.console.kit.IconPainter;
import discedge.console.kit.Theming;
import discedge.console.kit.Tokens;
import discedge.console.kit.Theme;
import discedge.console.sessions.state.Replica;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;

/**
 * A session's replicas in one line: each node's badge, its turn, and a mark. Where there is no room for every node, how many
 * are in each state. A canvas, because sixteen nodes in thirty rows would be a thousand labels.
 */
public final class ReplicaStrip extends Region {
    private static final double BADGE = 16;
    private static final double MARK = 12;
    private static final double GAP = 4;
    private static final double BETWEEN = 12;
    /** Wide enough for three nodes, or for counts. */
    public static final double ENOUGH = 200;
    /** Of JetBrains Mono: each character is 600 of 1,000 units wide. */
    private static final double MONO = 0.6;

    private final Theming theming;
    private final IconPainter icons;
    private final Canvas canvas = new Canvas();
    private List<Replica> shown = List.of();
    private Theme painted;

    /** @param icons shared by all strips of a table */
    public ReplicaStrip(Theming theming, IconPainter icons) {
        this.theming = theming;
        this.icons = icons;
        getChildren().add(canvas);
        setAccessibleRole(AccessibleRole.TEXT);
    }

    /** Paints only what is different. */
    public void show(List<Replica> replicas) {
        if (replicas.equals(shown) && painted == theming.theme()) return;
        shown = replicas;
        setAccessibleText(Texts.replicas(replicas));
        paint();
        requestLayout();
    }

    @Override
    protected double computePrefWidth(double height) {
        return width(theming.tokens(), parts(false));
    }

    @Override
    protected double computeMinWidth(double height) {
        return Math.min(ENOUGH, computePrefWidth(height));
    }

    @Override
    protected double computePrefHeight(double width) {
        return BADGE + 2;
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (canvas.getWidth() == width && canvas.getHeight() == height) return;
        canvas.setWidth(width);
        canvas.setHeight(height);
        paint();
    }

    /** @param badge empty for a count of several nodes @param order of the badge's node */
    private record Part(String badge, int order, String text, Replica.State state) {}

    private List<Part> parts(boolean counted) {
        if (!counted) return shown.stream().map(one -> new Part(one.node(), one.order(), one.head().isPresent() ? "t" + one.turn() : "", one.state())).toList();
        Map<Replica.State, Integer> counts = new EnumMap<>(Replica.State.class);
        for (Replica one : shown) counts.merge(one.state(), 1, Integer::sum);
        var parts = new ArrayList<Part>();
        counts.forEach((state, count) -> parts.add(new Part("", 0, count + "", state)));
        return parts;
    }

    private static double width(Tokens tokens, List<Part> parts) {
        double width = 0;
        for (Part part : parts) width += width(tokens, part) + BETWEEN;
        return Math.max(0, width - BETWEEN);
    }

    private static double width(Tokens tokens, Part part) {
        return (part.badge.isEmpty() ? 0 : badgeWidth(tokens, part.badge) + GAP) + textWidth(tokens, part.text) + (part.text.isEmpty() ? 0 : GAP) + MARK;
    }

    private static double badgeWidth(Tokens tokens, String badge) {
        return Math.max(BADGE, code(badge).length() * tokens.mono("label").getSize() * MONO + 2 * GAP);
    }

    private static double textWidth(Tokens tokens, String text) {
        return text.length() * tokens.mono("table").getSize() * MONO;
    }

    /** A node's name as far as a badge holds it. */
    private static String code(String name) {
        return name.length() <= 3 ? name : name.substring(0, 3);
    }

    private void paint() {
        painted = theming.theme();
        GraphicsContext gc = canvas.getGraphicsContext2D();
        gc.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        Tokens tokens = theming.tokens();
        List<Part> parts = parts(false);
        if (width(tokens, parts) > canvas.getWidth()) parts = parts(true);
        double x = 0;
        double y = Math.round(canvas.getHeight() / 2);
        for (Part part : parts) {
            if (x + width(tokens, part) > canvas.getWidth() + 1) return;
            paint(gc, tokens, part, x, y);
            x += width(tokens, part) + BETWEEN;
        }
    }

    private void paint(GraphicsContext gc, Tokens tokens, Part part, double from, double y) {
        double x = from;
        if (!part.badge.isEmpty()) {
            double wide = badgeWidth(tokens, part.badge);
            gc.setFill(tokens.node(part.order));
            gc.fillRoundRect(x, y - BADGE / 2, wide, BADGE, 2 * GAP, 2 * GAP);
            gc.setFill(tokens.onNode(part.order));
            gc.setFont(tokens.semibold("label"));
            gc.setTextAlign(TextAlignment.CENTER);
            gc.setTextBaseline(VPos.CENTER);
            gc.fillText(code(part.badge), x + wide / 2, y);
            x += wide + GAP;
        }
        gc.setTextAlign(TextAlignment.LEFT);
        gc.setTextBaseline(VPos.CENTER);
        if (!part.text.isEmpty()) {
            gc.setFill(tokens.colour("text"));
            gc.setFont(tokens.mono("table"));
            gc.fillText(part.text, x, y);
            x += textWidth(tokens, part.text) + GAP;
        }
        icons.paint(gc, Marks.icon(part.state), x + MARK / 2, y, MARK, tokens.colour(Marks.colour(part.state)));
    }
}
