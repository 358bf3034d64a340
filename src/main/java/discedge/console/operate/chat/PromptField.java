package discedge.console.operate.chat;

import discedge.console.kit.SoftBreaks;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;

/**
 * Where a prompt is typed: as high as its text, up to five lines. Enter sends, Shift+Enter begins a line. A long text that is
 * pasted is not put into it: laying that out would stop the window at every key.
 */
final class PromptField extends TextArea {
    /** Characters that are laid out without a person noticing. */
    static final int LONG = 8_000;
    private static final int LINES = 5;
    /** More cannot be within five lines. */
    private static final int MEASURED = 2_000;
    /** Padding and border, above and below. */
    private static final double AROUND = 16;
    /** There may be more lines than are seen. */
    private static final PseudoClass TALL = PseudoClass.getPseudoClass("tall");

    private final Text measure = new Text();
    private final Consumer<String> pasted;

    /** @param pasted gets what is too long for the field */
    PromptField(Runnable send, Runnable stop, Consumer<String> pasted) {
        this.pasted = pasted;
        setId("prompt");
        getStyleClass().add("prompt-field");
        setWrapText(true);
        setPrefRowCount(1);
        setMinHeight(USE_PREF_SIZE);
        setMaxHeight(USE_PREF_SIZE);
        textProperty().addListener(_ -> fit());
        widthProperty().addListener(_ -> fit());
        fontProperty().addListener(_ -> fit());
        addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER && !key.isControlDown() && !key.isAltDown() && !key.isMetaDown()) {
                if (key.isShiftDown()) replaceSelection("\n");
                else send.run();
                key.consume();
            } else if (key.getCode() == KeyCode.ESCAPE && !key.isShiftDown()) {
                stop.run();
                key.consume();
            }
        });
        fit();
    }

    @Override
    public void paste() {
        String text = Clipboard.getSystemClipboard().getString();
        if (text != null && text.length() + getLength() > LONG) pasted.accept(text);
        else super.paste();
    }

    /** What JavaFX cannot break into lines is scrolled sideways. */
    @Override
    public void replaceText(int start, int end, String text) {
        if (isWrapText() && text != null && !SoftBreaks.mayBreak(text)) setWrapText(false);
        super.replaceText(start, end, text);
        if (!isWrapText() && SoftBreaks.mayBreak(getText())) setWrapText(true);
    }

    private void fit() {
        measure.setFont(getFont());
        measure.setText("X");
        double line = measure.getLayoutBounds().getHeight();
        measure.setWrappingWidth(!isWrapText() ? 0 : Math.max(40, getWidth() - 2 * AROUND - 4));
        String text = getText();
        measure.setText(text.length() > MEASURED ? text.substring(0, MEASURED) : text + (text.endsWith("\n") || text.isEmpty() ? "X" : ""));
        double lines = Math.clamp(Math.round(measure.getLayoutBounds().getHeight() / line), 1, LINES);
        measure.setWrappingWidth(0);
        measure.setText("");
        pseudoClassStateChanged(TALL, lines == LINES);
        setPrefHeight(Math.ceil(lines * line) + AROUND);
    }
}
