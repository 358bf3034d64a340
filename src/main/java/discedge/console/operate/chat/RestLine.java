package discedge.console.operate.chat;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import java.nio.charset.StandardCharsets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** How much of a text is left out, and how to have it all. */
final class RestLine extends HBox {
    private final Label words = new Label();
    private String whole = "";

    RestLine() {
        getStyleClass().addAll("rest", "gap-8");
        words.getStyleClass().addAll("t-label", "muted");
        var copy = new Button(Words.of("chat.rest.copy"));
        copy.getStyleClass().addAll("flat", "note-link", "t-label");
        copy.setMinWidth(USE_PREF_SIZE);
        copy.setOnAction(_ -> SelectableText.copy(whole));
        getChildren().addAll(words, copy);
    }

    /** @param most characters that are shown @return whether any are left out */
    boolean show(String text, int most) {
        if (text.length() <= most) return false;
        if (text.length() == whole.length()) return true;
        whole = text;
        words.setText(Words.of("chat.rest", Units.count(text.length() - most), Units.bytes(text.getBytes(StandardCharsets.UTF_8).length)));
        return true;
    }
}
