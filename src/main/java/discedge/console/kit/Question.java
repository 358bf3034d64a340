package discedge.console.kit;

import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Asks before something that cannot be taken back, over the window it is about and only there. The harmless answer has the
 * keyboard; Esc gives it. On the FX thread.
 */
public final class Question {
    private final StackPane ground = new StackPane();
    /** The keyboard stays here until there is an answer. */
    private final ChangeListener<Node> stays = (_, was, now) -> {
        if (now != null && !isIn(now) && was != null) was.requestFocus();
    };
    private final Node before;
    private final Pane over;

    private Question(Pane over, Node before) {
        this.over = over;
        this.before = before;
    }

    /**
     * @param by anything in the window, whose root takes children: the keyboard goes back to where it was
     * @param title what will happen, as a question
     * @param text what it means
     * @param label of the button that does it, names the verb and the thing
     */
    public static void ask(Node by, String title, String text, String label, Runnable action) {
        ask(by, title, text, label, Words.of("question.cancel"), action);
    }

    /** @param no what the harmless answer is called */
    public static void ask(Node by, String title, String text, String label, String no, Runnable action) {
        new Question((Pane) by.getScene().getRoot(), by.getScene().getFocusOwner()).show(title, text, label, no, action);
    }

    private void show(String title, String text, String label, String no, Runnable action) {
        var head = new Label(title);
        head.getStyleClass().add("t-title");
        SoftBreaks.wrap(head);
        var words = new Label(text);
        words.getStyleClass().add("muted");
        SoftBreaks.wrap(words);
        var cancel = button("question-cancel", no, () -> {});
        var yes = button("question-yes", label, action);
        yes.getStyleClass().add("danger");
        var buttons = new HBox(cancel, yes);
        buttons.getStyleClass().add("gap-8");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        var box = new VBox(head, words, buttons);
        box.setId("question");
        box.getStyleClass().addAll("floating", "question", "gap-12");
        box.setMaxSize(420, Region.USE_PREF_SIZE);
        ground.getStyleClass().add("question-ground");
        OwnKeys.keepAll(ground);
        ground.getChildren().add(box);
        ground.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.ESCAPE) return;
            close();
            event.consume();
        });
        over.getChildren().add(ground);
        cancel.requestFocus();
        over.getScene().focusOwnerProperty().addListener(stays);
    }

    private boolean isIn(Node node) {
        for (Node at = node; at != null; at = at.getParent()) if (at == ground) return true;
        return false;
    }

    private Button button(String id, String text, Runnable action) {
        var button = new Button(text);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> {
            close();
            action.run();
        });
        return button;
    }

    private void close() {
        if (ground.getScene() == null) return;
        over.getScene().focusOwnerProperty().removeListener(stays);
        over.getChildren().remove(ground);
        if (before != null) before.requestFocus();
    }
}
