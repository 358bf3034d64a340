package discedge.console.shell;

import discedge.console.kit.FrameClock;
import discedge.console.kit.View;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;

/** What opens at the right, one at a time: beside the screen where there is room, over it where there is not. */
final class Drawers {
    private static final String OVER = "over";

    private final FrameClock frames;
    private final Node root;
    private final BorderPane frame;
    private final StackPane middle;
    private final Map<String, View> made = new HashMap<>();
    private Optional<Node> open = Optional.empty();
    private boolean compact;

    /** @param root has the keyboard once a drawer is closed @param middle holds the screen; a drawer lies over it in a compact window */
    Drawers(FrameClock frames, Node root, BorderPane frame, StackPane middle) {
        this.frames = frames;
        this.root = root;
        this.frame = frame;
        this.middle = middle;
    }

    /** Made when it is first wanted. */
    void toggle(String name, Supplier<View> make) {
        Node drawer = made.computeIfAbsent(name, _ -> {
            View view = make.get();
            frames.drive(view);
            return view;
        }).root();
        boolean closes = open.filter(drawer::equals).isPresent();
        boolean hadKeyboard = open.filter(Drawers::hasKeyboard).isPresent();
        take();
        if (!closes) put(drawer);
        // The next best button must not get it, or Space would press that.
        if (hadKeyboard) root.requestFocus();
        frames.wake();
    }

    void compact(boolean now) {
        if (now == compact) return;
        compact = now;
        Optional<Node> drawer = open;
        Optional<Node> keyboard = drawer.filter(Drawers::hasKeyboard).map(its -> its.getScene().getFocusOwner());
        take();
        drawer.ifPresent(this::put);
        keyboard.ifPresent(Node::requestFocus);
    }

    /** The keyboard is somewhere in this part of the window. */
    static boolean hasKeyboard(Node part) {
        Node at = part.getScene() == null ? null : part.getScene().getFocusOwner();
        while (at != null && at != part) at = at.getParent();
        return at != null;
    }

    private void take() {
        open.ifPresent(drawer -> {
            frame.setRight(null);
            middle.getChildren().remove(drawer);
            drawer.getStyleClass().remove(OVER);
        });
        open = Optional.empty();
    }

    private void put(Node drawer) {
        open = Optional.of(drawer);
        if (compact) {
            drawer.getStyleClass().add(OVER);
            StackPane.setAlignment(drawer, Pos.CENTER_RIGHT);
            middle.getChildren().add(drawer);
        } else {
            frame.setRight(drawer);
        }
    }
}
