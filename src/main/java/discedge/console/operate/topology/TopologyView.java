package discedge.console.operate.topology;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** The nodes, their links and the client that is dragged between them. */
public final class TopologyView implements View {
    private final StackPane root = new StackPane();

    public TopologyView(ConsoleContext console) {
        root.setId("topology");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
