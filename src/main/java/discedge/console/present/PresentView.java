package discedge.console.present;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** The figures for a room: full screen, large type, tiles. */
public final class PresentView implements View {
    private final StackPane root = new StackPane();

    public PresentView(ConsoleContext console) {
        root.setId("present");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
