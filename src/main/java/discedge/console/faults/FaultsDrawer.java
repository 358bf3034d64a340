package discedge.console.faults;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** What can be broken, and what is. */
public final class FaultsDrawer implements View {
    private final StackPane root = new StackPane();

    public FaultsDrawer(ConsoleContext console) {
        root.setId("faults");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
