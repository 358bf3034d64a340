package discedge.console.sessions;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** All sessions, and one of them closely. */
public final class SessionsScreen implements View {
    private final StackPane root = new StackPane();

    public SessionsScreen(ConsoleContext console) {
        root.setId("sessions");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
