package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import javafx.geometry.Pos;
import javafx.scene.control.Label;

/** A node's letter in its colour. */
final class Badge extends Label {
    private static final int COLOURS = 8;
    private String colour = "";

    Badge() {
        getStyleClass().addAll("node-badge", "t-label");
        setAlignment(Pos.CENTER);
        setMinSize(0, 0);
        setMouseTransparent(true);
    }

    void show(NodeFacts node, String code) {
        Showing.text(this, code);
        String now = node.state().map(state -> "n" + (state.order() % COLOURS + 1)).orElse("none");
        CardFace.style(this, colour, now);
        colour = now;
    }
}
