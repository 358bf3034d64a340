package discedge.console.timebar;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** The timeline along the window's foot: where the cursor is, and what moves it. */
public final class TimeBar implements View {
    private final StackPane root = new StackPane();

    public TimeBar(ConsoleContext console) {
        root.setId("timebar");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
