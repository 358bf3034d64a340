package discedge.console.kit;

import java.text.Bidi;
import javafx.scene.control.Labeled;

/**
 * Whether JavaFX may break a text's lines itself. JavaFX 25 throws in the layout of a text that is written from right to left
 * as soon as a line of it is broken ({@code PrismTextLayout.computeTrailingSpaceWidth}), and takes the whole window's layout
 * with it. Lines that end by themselves are laid out well.
 */
public final class SoftBreaks {
    private SoftBreaks() {}

    /** @return not where some of it is written from right to left */
    public static boolean mayBreak(String text) {
        return !Bidi.requiresBidi(text.toCharArray(), 0, text.length());
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
