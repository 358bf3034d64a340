package discedge.console.operate.chat;

import discedge.console.operate.chat.Talk.Heading;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Who said it and when. A name of any length is shortened; what comes after it never is. */
final class HeadingLine extends HBox {
    private static final int LONG = 24;

    private final Label name = new Label();
    private final Label rest = new Label();
    private Heading shown;

    HeadingLine() {
        getStyleClass().add("heading");
        name.getStyleClass().addAll("t-label", "muted", "semibold");
        rest.getStyleClass().addAll("t-label", "muted");
        name.setMinWidth(24);
        rest.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(name, rest);
    }

    void show(Heading heading) {
        if (heading.equals(shown)) return;
        shown = heading;
        name.setText(heading.name());
        rest.setText(heading.rest());
        name.setTooltip(heading.name().length() > LONG ? new Tooltip(heading.name()) : null);
    }
}
