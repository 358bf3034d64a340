package discedge.console.scenario;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** A scenario: checked, played, its result. */
public final class ScenarioScreen implements View {
    private final StackPane root = new StackPane();

    public ScenarioScreen(ConsoleContext console) {
        root.setId("scenario");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
