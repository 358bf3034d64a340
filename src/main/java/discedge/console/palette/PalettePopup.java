package discedge.console.palette;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** Any command, session or node by a few letters. */
public final class PalettePopup implements View {
    private final StackPane root = new StackPane();

    public PalettePopup(ConsoleContext console) {
        root.setId("palette");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
