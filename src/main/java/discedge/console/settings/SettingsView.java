package discedge.console.settings;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** What a person sets. */
public final class SettingsView implements View {
    private final StackPane root = new StackPane();

    public SettingsView(ConsoleContext console) {
        root.setId("settings");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
