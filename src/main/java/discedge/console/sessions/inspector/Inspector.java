package discedge.console.sessions.inspector;
import discedge.console.ConsoleContext;
import discedge.console.model.Frame;
public final class Inspector {
    private final javafx.scene.layout.VBox root = new javafx.scene.layout.VBox();
    public Inspector(ConsoleContext console) { root.getStyleClass().add("panel"); }
    public javafx.scene.Node root() { return root; }
    public void show(Frame frame) {}
}
