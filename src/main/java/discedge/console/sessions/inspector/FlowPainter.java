package discedge.console.sessions.inspector;

import discedge.console.kit.Theming;
import discedge.console.kit.Tokens;
import discedge.console.kit.Words;
import discedge.console.sessions.inspector.FlowLayout.Cell;
import discedge.console.sessions.inspector.FlowLayout.Line;
import discedge.session.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints the flow's lines: who says it at the left, each id on a ground of its own so that its edges are seen. */
final class FlowPainter {
    /** What turn and whose message, at the left. */
    static final double GUTTER = 104;
    static final double PADDING = 8;
    private static final double LINE = 20;
    private static final double DOUBLE_LINE = 34;
    private static final double RADIUS = 4;

    private final Theming theming;

    FlowPainter(Theming theming) {
        this.theming = theming;
    }

    double height(PieceMode mode) {
        return mode == PieceMode.BOTH ? DOUBLE_LINE : LINE;
    }

    void paint(GraphicsContext gc, List<Line> lines, FlowLayout layout, PieceMode mode, OptionalInt chosen, OptionalInt hovered, boolean focused) {
        gc.clearRect(0, 0, gc.getCanvas().getWidth(), gc.getCanvas().getHeight());
        gc.setTextBaseline(VPos.CENTER);
        gc.setTextAlign(TextAlignment.LEFT);
        Tokens tokens = theming.tokens();
        double height = height(mode);
        for (int row = 0; row < lines.size(); row++) {
            Line line = lines.get(row);
            double y = row * height;
            if (line.first() || row == 0) label(gc, tokens, line, y + LINE / 2);
            for (Cell cell : line.cells()) {
                boolean isChosen = chosen.isPresent() && chosen.getAsInt() == cell.index();
                boolean isHovered = hovered.isPresent() && hovered.getAsInt() == cell.index();
                cell(gc, tokens, layout, line, cell, y, height, isChosen, isHovered, focused);
            }
        }
    }

    private static void label(GraphicsContext gc, Tokens tokens, Line line, double y) {
        gc.setFont(tokens.mono("label"));
        gc.setFill(tokens.colour("subtle"));
        gc.fillText("t" + line.paragraph().turn(), PADDING, y);
        gc.setFont(tokens.font("label"));
        gc.fillText(role(line.paragraph().role()), PADDING + 36, y);
    }

    static String role(Optional<Role> role) {
        return Words.of("sessions.role." + role.map(Role::word).orElse("template"));
    }

    private void cell(GraphicsContext gc, Tokens tokens, FlowLayout layout, Line line, Cell cell, double y, double height, boolean chosen, boolean hovered, boolean focused) {
        double x = GUTTER + cell.x();
        double wide = cell.width();
        gc.setFill(chosen ? tokens.colour("accent") : ground(tokens, line, cell));
        gc.fillRoundRect(x, y + 1, wide, height - 2, RADIUS, RADIUS);
        if (hovered && !chosen || chosen && focused) {
            gc.setStroke(tokens.colour(chosen ? "text" : "accent"));
            gc.setLineWidth(1);
            gc.strokeRoundRect(x + 0.5, y + 1.5, wide - 1, height - 3, RADIUS, RADIUS);
        }
        gc.setFont(layout.font());
        gc.setFill(tokens.colour(chosen ? "on-accent" : line.known() && cell.index() >= line.paragraph().body() ? "text" : "subtle"));
        gc.fillText(cell.text(), x + 2, y + (cell.below().isEmpty() ? height / 2 : 11));
        if (cell.below().isEmpty()) return;
        gc.setFont(layout.small());
        gc.setFill(tokens.colour(chosen ? "on-accent" : "subtle"));
        gc.fillText(cell.below(), x + 2, y + 25);
    }

    /** Neighbours differ a little, so that one sees where an id ends. */
    private static Color ground(Tokens tokens, Line line, Cell cell) {
        return tokens.colour(cell.index() % 2 == 0 ? "bg-2" : "bg-3");
    }
}
