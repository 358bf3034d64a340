package discedge.console.operate.topology;

import discedge.console.kit.SoftBreaks;
import java.time.Instant;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/** What stands on a card of one size. Sets only what changed. */
interface CardFace {
    List<Node> parts();

    void show(NodeFacts node, String code, Instant now);

    /** Puts the parts in place. @param more a button at the top right shows: leave room for it */
    void place(double width, double height, boolean more);

    /** For a text that may be cut short. */
    static Label label(String... styles) {
        var label = new Label();
        label.setEllipsisString("…");
        label.setMinWidth(0);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** The whole text of what may be cut short. */
    static void tip(Label label, String text) {
        if (text.isEmpty()) {
            if (label.getTooltip() != null) label.setTooltip(null);
            return;
        }
        if (label.getTooltip() == null) {
            var tip = new Tooltip();
            SoftBreaks.wrap(tip);
            tip.setMaxWidth(360);
            label.setTooltip(tip);
        }
        if (!text.equals(label.getTooltip().getText())) label.getTooltip().setText(text);
    }

    /** One of the style classes, in place of another one of them. */
    static void style(Node node, String before, String now) {
        if (now.equals(before)) return;
        if (!before.isEmpty()) node.getStyleClass().remove(before);
        if (!now.isEmpty()) node.getStyleClass().add(now);
    }

    static PseudoClass pseudo(String name) {
        return PseudoClass.getPseudoClass(name);
    }
}
