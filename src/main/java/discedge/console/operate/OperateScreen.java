package discedge.console.operate;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** Operate: topology, figures, chat, the selected turn, lag. */
public final class OperateScreen implements View {
    private final StackPane root = new StackPane();

    public OperateScreen(ConsoleContext console) {
        root.setId("operate");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
