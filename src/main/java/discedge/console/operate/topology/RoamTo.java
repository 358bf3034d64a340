package discedge.console.operate.topology;

import discedge.console.kit.Showing;
import discedge.console.kit.Words;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** "Roam to…": typing filters the nodes, Enter sends the client to the one chosen. */
final class RoamTo {
    private static final double WIDTH = 340;
    private static final double ROW = 32;
    private static final int ROWS = 7;

    private final VBox box = new VBox();
    private final TextField field = new TextField();
    private final ListView<NodeFacts> list = new ListView<>();
    private final Label nothing = CardFace.label("t-table", "muted");
    private final Board board;
    private final Consumer<String> roams;
    private final Consumer<String> typed;
    private Node before;
    /** The letter of the key that opened it is still to come. */
    private boolean opening;

    /** @param roams hears of the node that was chosen @param typed hears of the filter; blank = none */
    RoamTo(Board board, Consumer<String> roams, Consumer<String> typed) {
        this.board = board;
        this.roams = roams;
        this.typed = typed;
        box.setId("roam-to-box");
        box.getStyleClass().addAll("floating", "roam-to", "gap-4");
        box.setManaged(false);
        box.setVisible(false);
        field.setId("roam-to-field");
        field.setPromptText(Words.of("topology.roam-to.prompt"));
        list.setId("roam-to-list");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Row());
        nothing.setText(Words.of("topology.roam-to.nothing"));
        VBox.setVgrow(list, Priority.ALWAYS);
        box.getChildren().addAll(field, list, nothing);
        field.textProperty().addListener((_, _, now) -> {
            fill(list.getSelectionModel().getSelectedItem());
            list.getSelectionModel().selectFirst();
            typed.accept(now);
        });
        box.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        box.addEventFilter(KeyEvent.KEY_TYPED, event -> {
            if (opening) event.consume();
            opening = false;
        });
        list.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> choose());
        field.focusedProperty().addListener((_, _, now) -> {
            if (!now && box.isVisible() && !list.isFocused()) close();
        });
    }

    Node root() {
        return box;
    }

    boolean isOpen() {
        return box.isVisible();
    }

    /** @param text typed already */
    void open(String text) {
        if (board.facts().isEmpty()) return;
        before = box.getScene().getFocusOwner();
        opening = text.isEmpty();
        box.setVisible(true);
        field.setText(text);
        fill(null);
        list.getSelectionModel().selectFirst();
        typed.accept(text);
        field.requestFocus();
        field.positionCaret(text.length());
    }

    /** Shows the newest forecasts; the choice stays. */
    void refresh() {
        if (box.isVisible()) fill(list.getSelectionModel().getSelectedItem());
    }

    private void fill(NodeFacts chosen) {
        Facts facts = board.facts().orElseThrow();
        List<NodeFacts> nodes = Ranking.of(facts.nodes().values()).stream().filter(node -> !node.client() && node.matches(field.getText())).toList();
        list.getItems().setAll(nodes);
        if (chosen != null) for (NodeFacts node : nodes) if (node.name().equals(chosen.name())) list.getSelectionModel().select(node);
        nothing.setVisible(nodes.isEmpty());
        nothing.setManaged(nodes.isEmpty());
        list.setVisible(!nodes.isEmpty());
        list.setManaged(!nodes.isEmpty());
        double high = Math.min(ROWS, nodes.size()) * ROW + 2;
        list.setPrefHeight(high);
        list.setMinHeight(0);
        Box room = board.room();
        box.applyCss();
        double width = Math.min(WIDTH, room.width() - 16);
        double height = Math.min(room.height() - 16, Math.ceil(box.prefHeight(width)));
        box.resizeRelocate(Math.round((room.width() - width) / 2), 8, width, height);
    }

    private void key(KeyEvent event) {
        opening = false;
        int at = list.getSelectionModel().getSelectedIndex();
        switch (event.getCode()) {
            case KeyCode.ESCAPE -> close();
            case KeyCode.ENTER -> choose();
            case KeyCode.DOWN -> select(at + 1);
            case KeyCode.UP -> select(at - 1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void select(int at) {
        int row = Math.clamp(at, 0, Math.max(0, list.getItems().size() - 1));
        list.getSelectionModel().select(row);
        list.scrollTo(Math.max(0, row - ROWS / 2));
    }

    private void choose() {
        NodeFacts chosen = list.getSelectionModel().getSelectedItem();
        if (chosen == null) return;
        close();
        roams.accept(chosen.name());
    }

    void close() {
        if (!box.isVisible()) return;
        box.setVisible(false);
        typed.accept("");
        if (before != null && before.getScene() != null) before.requestFocus();
        before = null;
    }

    /** Badge, name, state, first token. */
    private final class Row extends ListCell<NodeFacts> {
        private final Badge badge = new Badge();
        private final Label name = CardFace.label("t-table");
        private final StatePill pill = new StatePill();
        private final Label first = CardFace.label("t-label", "mono", "muted");
        private final HBox row = new HBox(badge, name, pill, first);

        Row() {
            row.getStyleClass().add("gap-8");
            row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            first.getStyleClass().add("first");
        }

        @Override
        protected void updateItem(NodeFacts node, boolean empty) {
            super.updateItem(node, empty);
            setText(null);
            setGraphic(empty ? null : row);
            if (empty || node == null) return;
            badge.show(node, board.facts().orElseThrow().code(node));
            Showing.text(name, node.label());
            pill.show(node);
            Showing.text(first, node.forecast().flatMap(its -> its.firstToken()).map(time -> Words.of("topology.about", CardWords.about(time))).orElse(""));
            setAccessibleText(CardWords.whole(node, Instant.EPOCH));
        }
    }
}
