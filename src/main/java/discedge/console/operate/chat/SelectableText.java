package discedge.console.operate.chat;

import discedge.console.kit.Showing;
import discedge.console.kit.SoftBreaks;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.Locale;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * Text that is read, selected and copied, right to left where it is written so. Three nodes where a text area has twenty: a
 * conversation has hundreds of these.
 */
final class SelectableText extends Region {
    /** So much of a text tells which way it is written. */
    private static final int HEAD = 200;
    private static final String ONE_FONT = "said-one-font";
    /** From the last letter to the caret's middle. */
    private static final double AFTER = 5;

    private final Text text = new Text();
    private final TextFlow flow = new TextFlow(text);
    private final Path marked = new Path();
    private final Path caret = new Path();
    private final OwnLines lines = new OwnLines();
    /** As it was given; what is shown may have breaks of our own in it. */
    private String words = "";
    private boolean broken;
    private double brokenAt;
    /** Height at a width: whoever lays out asks again and again, and laying out a text is dear. */
    private double known;
    private double knownFor;
    private int from;
    private int to;
    private boolean ends;

    SelectableText(String... styles) {
        getStyleClass().add("said");
        text.getStyleClass().addAll(styles);
        marked.getStyleClass().add("said-marked");
        caret.getStyleClass().add("said-caret");
        marked.setManaged(false);
        caret.setManaged(false);
        caret.setVisible(false);
        marked.setMouseTransparent(true);
        caret.setMouseTransparent(true);
        flow.getStyleClass().add("said-flow");
        getChildren().addAll(marked, flow, caret);
        text.fontProperty().addListener(_ -> {
            brokenAt = -1;
            requestLayout();
        });
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        focusedProperty().addListener((_, _, focused) -> {
            if (!focused) select(0, 0);
        });
    }

    String text() {
        return words;
    }

    /** @param caretAtEnd more is to come */
    void show(String now, boolean caretAtEnd) {
        boolean same = words.equals(now);
        if (same && ends == caretAtEnd) return;
        ends = caretAtEnd;
        caret.setVisible(caretAtEnd);
        if (!same) {
            words = now;
            broken = !SoftBreaks.mayBreak(now);
            oneFont(broken);
            brokenAt = -1;
            flow.setNodeOrientation(isRightToLeft(now) ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
            if (!broken) text.setText(now);
            else if (getWidth() > 0) fit(inner(getWidth()));
            setAccessibleText(now);
            if (to > now.length()) select(0, 0);
        }
        requestLayout();
    }

    /** Pieces of a line that are of two fonts come in the wrong order from right to left: the system's font has all letters. */
    private void oneFont(boolean on) {
        Showing.style(text, ONE_FONT, on);
    }

    /** Breaks the lines anew where the width is another. */
    private void fit(double width) {
        if (!broken || width == brokenAt || width <= 0) return;
        brokenAt = width;
        text.setText(lines.broken(words, text.getFont(), width));
    }

    private double inner(double width) {
        return width - snappedLeftInset() - snappedRightInset();
    }

    static boolean isRightToLeft(String words) {
        String head = words.substring(0, Math.min(HEAD, words.length()));
        return !head.isEmpty() && !new Bidi(head, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
    }

    // ---- selecting

    String selected() {
        return broken ? words.substring(lines.original(from), lines.original(to)) : words.substring(from, to);
    }

    void selectAll() {
        select(0, text.getText().length());
    }

    private void select(int one, int other) {
        from = Math.min(one, other);
        to = Math.max(one, other);
        mark();
    }

    private void mark() {
        if (from == to) marked.getElements().clear();
        else place(marked, flow.rangeShape(from, to));
    }

    /** Shapes are those of the flow, whichever way it runs. */
    private void place(Path path, PathElement[] shape) {
        path.getElements().setAll(shape);
        path.setNodeOrientation(flow.getNodeOrientation());
        path.setLayoutX(flow.getLayoutX());
        path.setLayoutY(flow.getLayoutY());
    }

    private int at(MouseEvent mouse) {
        Point2D point = flow.sceneToLocal(mouse.getSceneX(), mouse.getSceneY());
        return Math.clamp(flow.hitTest(point).getInsertionIndex(), 0, text.getText().length());
    }

    private int anchor;

    private void press(MouseEvent mouse) {
        if (mouse.getButton() != MouseButton.PRIMARY) return;
        requestFocus();
        // Else the scroll pane around it takes the focus.
        mouse.consume();
        int at = at(mouse);
        switch (mouse.getClickCount()) {
            case 1 -> {
                anchor = mouse.isShiftDown() ? anchor : at;
                select(anchor, at);
            }
            case 2 -> word(at);
            default -> selectAll();
        }
    }

    private void word(int at) {
        BreakIterator bounds = BreakIterator.getWordInstance(Locale.ROOT);
        bounds.setText(text.getText());
        if (text.getText().isEmpty()) return;
        int end = bounds.following(Math.min(at, text.getText().length() - 1));
        select(bounds.previous(), end);
    }

    private void drag(MouseEvent mouse) {
        if (mouse.isPrimaryButtonDown()) select(anchor, at(mouse));
    }

    private void key(KeyEvent key) {
        if (!key.isShortcutDown()) return;
        if (key.getCode() == KeyCode.A) selectAll();
        else if (key.getCode() == KeyCode.C) copy(from == to ? text() : selected());
        else return;
        key.consume();
    }

    static void copy(String words) {
        var content = new ClipboardContent();
        content.putString(words);
        Clipboard.getSystemClipboard().setContent(content);
    }

    // ---- layout

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return flow.prefWidth(-1) + snappedLeftInset() + snappedRightInset();
    }

    @Override
    protected double computePrefHeight(double width) {
        if (width == knownFor && known > 0) return known;
        double inner = width < 0 ? -1 : inner(width);
        fit(inner);
        known = snapSizeY(flow.prefHeight(inner)) + snappedTopInset() + snappedBottomInset();
        knownFor = width;
        return known;
    }

    /** Something in it has changed, or its style. */
    @Override
    public void requestLayout() {
        known = 0;
        super.requestLayout();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = inner(getWidth());
        fit(width);
        flow.resizeRelocate(snappedLeftInset(), snappedTopInset(), width, getHeight() - snappedTopInset() - snappedBottomInset());
        mark();
        if (!ends) return;
        flow.layout();
        place(caret, flow.caretShape(text.getText().length(), true));
        caret.setLayoutX(caret.getLayoutX() + (flow.getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT ? -AFTER : AFTER));
    }
}
