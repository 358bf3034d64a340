package discedge.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/** What of a window a person cannot read or see. On the FX thread. */
public final class Sight {
    /** Less than a px is rounding. */
    private static final double ROUNDING = 1;

    private Sight() {}

    /** Texts that end in dots for want of room, whole, each with where it stands. */
    public static List<String> cutShort(Node root) {
        var found = new ArrayList<String>();
        each(root, node -> {
            // Ids and names in a table are as wide as a person makes their columns.
            if (node instanceof TableCell) return;
            if (!(node instanceof Labeled labeled) || labeled.getText() == null || labeled.getText().isEmpty() || labeled.getWidth() <= 0) return;
            String dots = labeled.getEllipsisString();
            boolean cut = labeled.getChildrenUnmodifiable().stream().filter(Text.class::isInstance).map(part -> ((Text) part).getText())
                    .anyMatch(shown -> shown.endsWith(dots) && !labeled.getText().endsWith(dots) || shown.isEmpty());
            if (cut) found.add(where(labeled) + ": " + labeled.getText());
        });
        return found;
    }

    /** Nodes that are drawn and end beyond what they stand in, but for what is scrolled or clipped on purpose. */
    public static List<String> outside(Parent root) {
        var found = new ArrayList<String>();
        Bounds window = root.localToScene(root.getLayoutBounds());
        each(root, node -> {
            if (node == root || !(node instanceof Labeled) && !(node instanceof Text)) return;
            Bounds its = node.localToScene(node.getLayoutBounds());
            if (its.getWidth() <= 0 || its.getHeight() <= 0 || isClipped(node)) return;
            boolean fits = its.getMinX() >= window.getMinX() - ROUNDING && its.getMinY() >= window.getMinY() - ROUNDING
                    && its.getMaxX() <= window.getMaxX() + ROUNDING && its.getMaxY() <= window.getMaxY() + ROUNDING;
            if (!fits) found.add(where(node) + " at " + Math.round(its.getMinX()) + ", " + Math.round(its.getMinY()) + " to " + Math.round(its.getMaxX()) + ", " + Math.round(its.getMaxY()));
        });
        return found;
    }

    /** In a list, a table or a pane that is scrolled: what is beyond its edge can be reached. */
    private static boolean isClipped(Node node) {
        for (Node at = node; at != null; at = at.getParent()) if (at.getClip() instanceof Rectangle) return true;
        return false;
    }

    private static void each(Node node, Consumer<Node> seen) {
        if (!node.isVisible()) return;
        seen.accept(node);
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> each(child, seen));
    }

    /** The ids of what it stands in, then its own or its styles. */
    private static String where(Node node) {
        List<String> within = Stream.iterate(node.getParent(), at -> at != null, Node::getParent).filter(at -> at.getId() != null).map(Node::getId).limit(2).toList().reversed();
        return String.join(" ", within) + " " + (node.getId() == null ? node.getStyleClass().toString() : "#" + node.getId());
    }
}
