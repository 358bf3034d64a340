package discedge.console.scenario;

import discedge.console.kit.Theming;
import discedge.console.kit.Tokens;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** A text with line numbers. Lines with a problem have a mark beside them. On the FX thread. */
final class YamlEditor {
    private static final double WIDTH = 44;
    private static final double TOP = 8;
    private static final double NUMBER_RIGHT = WIDTH - 10;
    private static final String TAB = "  ";

    private final TextArea area = new TextArea();
    private final Canvas numbers = new Canvas(WIDTH, 1);
    private final Pane gutter = new Pane(numbers);
    private final HBox root = new HBox(gutter, area);
    private final Theming theming;
    private Set<Integer> marked = Set.of();
    private int lines = 1;
    /** Height of a line, in px; 0 until it was measured. */
    private double lineHeight;

    /** @param typed hears of each change by the person */
    YamlEditor(Theming theming, Consumer<String> typed) {
        this.theming = theming;
        area.setId("scenario-yaml");
        area.getStyleClass().addAll("yaml", "t-table");
        area.setWrapText(false);
        HBox.setHgrow(area, Priority.ALWAYS);
        gutter.setMinWidth(WIDTH);
        gutter.setMaxWidth(WIDTH);
        root.getStyleClass().add("yaml-ground");
        gutter.heightProperty().addListener((_, _, height) -> {
            numbers.setHeight(height.doubleValue());
            paint();
        });
        area.scrollTopProperty().addListener(_ -> paint());
        area.textProperty().addListener((_, _, text) -> {
            lines = 1 + (int) text.chars().filter(each -> each == '\n').count();
            typed.accept(text);
            paint();
        });
        // A tab is no YAML; Ctrl+Tab leads out of the text, as in every text area.
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.TAB || event.isControlDown() || event.isShiftDown()) return;
            area.replaceSelection(TAB);
            event.consume();
        });
    }

    Node root() {
        return root;
    }

    TextArea area() {
        return area;
    }

    /** Another text, which cannot be undone to the one before. */
    void show(String text) {
        area.setText(text);
        area.positionCaret(0);
        area.setScrollTop(0);
    }

    void mark(Set<Integer> wrong) {
        if (wrong.equals(marked)) return;
        marked = wrong;
        paint();
    }

    /** Selects a line, from 1, and leads the keyboard there. */
    void goTo(int line) {
        String text = area.getText();
        int from = 0;
        for (int at = 1; at < line; at++) {
            int end = text.indexOf('\n', from);
            if (end < 0) break;
            from = end + 1;
        }
        int end = text.indexOf('\n', from);
        area.requestFocus();
        area.selectRange(end < 0 ? text.length() : end, from);
    }

    /** Numbers of the lines in sight. */
    void paint() {
        GraphicsContext on = numbers.getGraphicsContext2D();
        Tokens tokens = theming.tokens();
        on.clearRect(0, 0, WIDTH, numbers.getHeight());
        measure();
        if (lineHeight <= 0) return;
        on.setFont(tokens.mono("label"));
        on.setTextAlign(TextAlignment.RIGHT);
        on.setTextBaseline(VPos.CENTER);
        double top = TOP - area.getScrollTop();
        int first = Math.max(0, (int) Math.floor(-top / lineHeight));
        for (int line = first; line < lines && top + line * lineHeight < numbers.getHeight(); line++) {
            double y = top + line * lineHeight;
            boolean wrong = marked.contains(line + 1);
            if (wrong) {
                on.setFill(tokens.colour("fails-tint"));
                on.fillRect(0, Math.round(y), WIDTH, Math.round(lineHeight));
                on.setFill(tokens.colour("fails"));
                on.fillRect(0, Math.round(y), 3, Math.round(lineHeight));
            }
            on.setFill(tokens.colour(wrong ? "fails" : "subtle"));
            on.fillText(Integer.toString(line + 1), NUMBER_RIGHT, y + lineHeight / 2);
        }
    }

    /** The area's own text says how high its lines are. */
    private void measure() {
        if (area.lookup(".text") instanceof Text text && !text.getText().isEmpty()) {
            int its = 1 + (int) text.getText().chars().filter(each -> each == '\n').count();
            lineHeight = text.getLayoutBounds().getHeight() / its;
        }
    }
}
