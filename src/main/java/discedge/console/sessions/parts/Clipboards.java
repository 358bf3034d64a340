package discedge.console.sessions.parts;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Puts texts where the person's other programs find them. On the FX thread. */
public final class Clipboards {
    private Clipboards() {}

    public static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
