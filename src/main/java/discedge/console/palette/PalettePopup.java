package discedge.console.palette;

import discedge.console.ConsoleContext;
import discedge.console.kit.OwnKeys;
import discedge.console.kit.Words;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Any command, node, session or time by a few letters, over the window. Enter does it, Esc goes back to where the keyboard was. */
public final class PalettePopup {
    private static final double WIDTH = 560;
    private static final double ROW = 32;
    private static final int ROWS = 9;

    private final ConsoleContext console;
    private final Pane over;
    private final Entries entries;
    private final StackPane ground = new StackPane();
    private final TextField field = new TextField();
    private final ListView<Entry> list = new ListView<>();
    private final Node before;

    private PalettePopup(ConsoleContext console, Pane over) {
        this.console = console;
        this.over = over;
        this.entries = new Entries(console);
        this.before = over.getScene().getFocusOwner();
    }

    /** @param over the window's root */
    public static void open(ConsoleContext console, Pane over) {
        if (over.lookup("#palette") == null) new PalettePopup(console, over).show();
    }

    private void show() {
        field.setId("palette-field");
        field.setPromptText(Words.of("palette.prompt"));
        field.textProperty().addListener(_ -> find());
        list.setId("palette-list");
        list.setFixedCellSize(ROW);
        list.setPrefHeight(ROWS * ROW + 2);
        list.setPlaceholder(new Label(Words.of("palette.nothing")));
        list.setCellFactory(_ -> new Row());
        list.setFocusTraversable(false);
        list.setOnMouseClicked(_ -> run());
        var box = new VBox(field, list);
        box.setId("palette");
        box.getStyleClass().addAll("floating", "palette", "gap-8");
        box.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        StackPane.setAlignment(box, Pos.TOP_CENTER);
        ground.getStyleClass().addAll("question-ground", "palette-ground");
        OwnKeys.keepAll(ground);
        ground.getChildren().add(box);
        ground.setOnMousePressed(event -> {
            if (event.getTarget() == ground) close();
        });
        ground.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        over.getChildren().add(ground);
        find();
        field.requestFocus();
    }

    private void find() {
        list.getItems().setAll(entries.find(field.getText(), console.model().frame(Instant.now())));
        list.getSelectionModel().selectFirst();
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> close();
            case ENTER -> run();
            case DOWN -> move(1);
            case UP -> move(-1);
            case PAGE_DOWN -> move(ROWS);
            case PAGE_UP -> move(-ROWS);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int rows) {
        int to = Math.clamp(list.getSelectionModel().getSelectedIndex() + (long) rows, 0, Math.max(0, list.getItems().size() - 1));
        list.getSelectionModel().select(to);
        list.scrollTo(Math.max(0, to - ROWS / 2));
    }

    /** What is off stays where it is: nothing happens. */
    private void run() {
        Entry chosen = list.getSelectionModel().getSelectedItem();
        if (chosen == null || !chosen.enabled()) return;
        close();
        chosen.action().run();
    }

    private void close() {
        over.getChildren().remove(ground);
        if (before != null) before.requestFocus();
    }

    /** Title at the left, key or kind at the right. */
    private static final class Row extends ListCell<Entry> {
        private final Label title = new Label();
        private final Label hint = new Label();
        private final HBox box = new HBox(title, hint);

        Row() {
            HBox.setHgrow(title, Priority.ALWAYS);
            title.setMaxWidth(Double.MAX_VALUE);
            hint.getStyleClass().addAll("muted", "mono", "t-label");
            hint.setMinWidth(Region.USE_PREF_SIZE);
            box.setAlignment(Pos.CENTER_LEFT);
            box.getStyleClass().add("gap-8");
        }

        @Override
        protected void updateItem(Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setGraphic(empty ? null : box);
            if (empty) return;
            title.setText(entry.title());
            hint.setText(entry.hint());
            title.getStyleClass().remove("subtle");
            if (!entry.enabled()) title.getStyleClass().add("subtle");
        }
    }
}
