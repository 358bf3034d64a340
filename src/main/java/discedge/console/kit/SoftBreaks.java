package discedge.console.kit;

import java.text.Bidi;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;

/**
 * Whether JavaFX may break a text's lines itself. JavaFX 25 throws in the layout of a text that is written from right to left
 * as soon as a line of it is broken ({@code PrismTextLayout.computeTrailingSpaceWidth}), and takes the whole window's layout
 * with it. Lines that end by themselves are laid out well.
 */
public final class SoftBreaks {
    private SoftBreaks() {}

    /** @return not where some of it is written from right to left */
    public static boolean mayBreak(String text) {
        return text == null || !Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    }

    /** The label breaks its lines from now on, whatever it says, where that can be; the rest of a longer one is cut off. */
    public static void wrap(Labeled label) {
        wrap(label.textProperty(), label.wrapTextProperty());
    }

    /** The same for a tooltip. */
    public static void wrap(Tooltip tip) {
        wrap(tip.textProperty(), tip.wrapTextProperty());
    }

    /** The same for a field of many lines, which is scrolled sideways otherwise. */
    public static void wrap(TextArea area) {
        wrap(area.textProperty(), area.wrapTextProperty());
    }

    private static void wrap(ObservableValue<String> text, BooleanProperty wraps) {
        wraps.set(mayBreak(text.getValue()));
        text.addListener((_, _, now) -> wraps.set(mayBreak(now)));
    }

    /** Shows the text, in lines if that can be. */
    public static void set(Labeled label, String text) {
        if (label.getText().equals(text)) return;
        boolean breaks = mayBreak(text);
        if (!breaks) label.setWrapText(false);
        label.setText(text);
        if (breaks) label.setWrapText(true);
    }
}
