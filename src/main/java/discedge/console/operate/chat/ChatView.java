package discedge.console.operate.chat;

import discedge.console.ConsoleContext;
import discedge.console.kit.View;
import discedge.console.model.Frame;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** The followed session's conversation, and the composer. */
public final class ChatView implements View {
    private final StackPane root = new StackPane();

    public ChatView(ConsoleContext console) {
        root.setId("chat");
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public void show(Frame frame) {}
}
