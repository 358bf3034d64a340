package discedge.console.kit;

import javafx.scene.Node;
import javafx.scene.control.Labeled;

/** Sets what is shown only where it has changed: what is set anew is laid out anew, however equal it is. On the FX thread. */
public final class Showing {
    private Showing() {}

    public static void text(Labeled labeled, String text) {
        if (!text.equals(labeled.getText())) labeled.setText(text);
    }

    public static void style(Node node, String styleClass, boolean wanted) {
        if (wanted == node.getStyleClass().contains(styleClass)) return;
        if (wanted) node.getStyleClass().add(styleClass);
        else node.getStyleClass().remove(styleClass);
    }

    /** What is not seen takes no room either. */
    public static void seen(Node node, boolean wanted) {
        if (node.isVisible() == wanted && node.isManaged() == wanted) return;
        node.setVisible(wanted);
        node.setManaged(wanted);
    }
}
