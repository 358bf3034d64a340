package discedge.console.kit;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Something to read over a window, scrolled where it is longer than that. Esc, its button or a click beside it closes it. On the FX thread. */
public final class Sheet {
    private final StackPane ground = new StackPane();
    private final Pane over;
    private final Node before;

    private Sheet(Pane over) {
        this.over = over;
        this.before = over.getScene().getFocusOwner();
    }

    /**
     * Opens it, unless it is open.
     *
     * @param over the window's root
     * @param id of the sheet
     * @param buttons at the right of its title
     * @return closes it; does nothing if it was open before
     */
    public static Runnable open(Pane over, String id, String title, Region content, Button... buttons) {
        if (over.lookup("#" + id) != null) return () -> {};
        var sheet = new Sheet(over);
        sheet.show(id, title, scrolling(content), buttons);
        return sheet::close;
    }

    /** One to fill in: it grows with what is in it, and a click beside it does not throw away what was typed. */
    public static Runnable form(Pane over, String id, String title, Region content) {
        if (over.lookup("#" + id) != null) return () -> {};
        var sheet = new Sheet(over);
        sheet.show(id, title, content);
        sheet.ground.setOnMousePressed(null);
        return sheet::close;
    }

    private void show(String id, String title, Region held, Button... buttons) {
        var head = new Label(title);
        head.getStyleClass().add("t-title");
        head.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(head, Priority.ALWAYS);
        var close = new Button("", Icons.of(BootstrapIcons.X));
        close.setId(id + "-close");
        close.getStyleClass().add("flat");
        close.setAccessibleText(Words.of("sheet.close"));
        close.setOnAction(_ -> close());
        var top = new HBox(head);
        top.getChildren().addAll(buttons);
        top.getChildren().add(close);
        top.getStyleClass().add("gap-8");
        top.setAlignment(Pos.CENTER_LEFT);
        top.setMinHeight(Region.USE_PREF_SIZE);
        var box = new VBox(top, held);
        box.setId(id);
        box.getStyleClass().addAll("floating", "sheet", "gap-12");
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        ground.getStyleClass().addAll("question-ground", "sheet-ground");
        OwnKeys.keepAll(ground);
        ground.getChildren().add(box);
        ground.setOnMousePressed(event -> {
            if (event.getTarget() == ground) close();
        });
        ground.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.ESCAPE) return;
            close();
            event.consume();
        });
        over.getChildren().add(ground);
        // As high as its text once that is broken into lines.
        ground.applyCss();
        if (held instanceof ScrollPane scroll) scroll.setPrefViewportHeight(scroll.getContent().prefHeight(scroll.getContent().prefWidth(-1)));
        close.requestFocus();
    }

    private static ScrollPane scrolling(Region content) {
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("sheet-scroll");
        return scroll;
    }

    private void close() {
        over.getChildren().remove(ground);
        if (before != null) before.requestFocus();
    }
}
