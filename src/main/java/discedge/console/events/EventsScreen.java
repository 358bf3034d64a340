package discedge.console.events;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** The log, searched and filtered. */
public final class EventsScreen implements View {
    private final StackPane root = new StackPane();

    public EventsScreen(ConsoleContext console) {
        root.setId("events");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
