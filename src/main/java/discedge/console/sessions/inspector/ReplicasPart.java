package discedge.console.sessions.inspector;

import discedge.console.kit.Icons;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Units;
import discedge.console.kit.Segments;
import discedge.console.kit.Words;
import discedge.console.sessions.parts.Cells;
import discedge.console.sessions.parts.Clipboards;
import discedge.console.sessions.parts.Marks;
import discedge.console.sessions.state.Replica;
import discedge.console.sessions.state.Surroundings;
import discedge.experiment.live.Controls;
import discedge.timeline.world.Head;
import discedge.timeline.world.SessionState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** How the replicas differ: one row a node, and above them in words what a person must know. */
final class ReplicasPart implements InspectorPart {
    private final ChosenToken chosen;
    private final Label words = new Label();
    private final TableView<Row> table = new TableView<>();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final FredRecordsPart fred;
    private final VBox replicas = new VBox(words, table);
    private final StackPane root = new StackPane(replicas);
    private final SegmentedButton which;
    private SessionState session;
    private Surroundings around = Surroundings.NONE;
    private OptionalInt token = OptionalInt.empty();

    /** A node's place in the table. */
    record Row(String node, ReadOnlyObjectWrapper<ReplicaLine> line) {}

    /**
     * @param controls what is asked of FReD
     * @param news called when FReD has answered
     */
    ReplicasPart(ChosenToken chosen, Supplier<Optional<Controls>> controls, Runnable news) {
        this.chosen = chosen;
        fred = new FredRecordsPart(controls, news);
        which = which(news);
        words.setId("sessions-replica-words");
        words.getStyleClass().addAll("sessions-words");
        SoftBreaks.wrap(words);
        words.setMinHeight(Region.USE_PREF_SIZE);
        table.setId("sessions-replicas");
        table.getStyleClass().add("sessions-table");
        table.setPlaceholder(new Label(Words.of("sessions.replicas.none")));
        VBox.setVgrow(table, Priority.ALWAYS);
        column("node", 72, false, line -> line.replica().node());
        column("turn", 56, true, ReplicaLine::turn);
        column("hash", 112, true, ReplicaLine::hash).setCellFactory(_ -> new HashCell());
        column("tokens", 72, true, ReplicaLine::tokens);
        column("records", 70, true, line -> Units.count(line.records()));
        column("lag", 84, true, line -> Units.time(line.lag()));
        column("differs", 150, false, ReplicaLine::difference);
        column("chosen", 110, false, ReplicaLine::chosenText);
        column("state", 200, false, ReplicaLine::state).setCellFactory(_ -> new StateCell());
        Cells.fill(table, table.getColumns().getLast(), 160);
        table.setItems(rows);
    }

    private TableColumn<Row, ReplicaLine> column(String name, double width, boolean figures, Function<ReplicaLine, String> text) {
        TableColumn<Row, ReplicaLine> column = Cells.column("replicas-" + name, Words.of("sessions.replicas." + name), width, figures, row -> row.line().getReadOnlyProperty(), text);
        column.setSortable(false);
        table.getColumns().add(column);
        return column;
    }

    /** The replicas as the nodes tell of them, or the records as FReD holds them. */
    private SegmentedButton which(Runnable news) {
        var segments = List.of(new Segments.Segment<>(false, "sessions-own", Words.of("fred.tab.replicas")), new Segments.Segment<>(true, "sessions-fred", Words.of("fred.tab.records")));
        SegmentedButton row = Segments.of(segments, 0, records -> {
            go(records);
            news.run();
        });
        row.setVisible(false);
        return row;
    }

    private void go(boolean records) {
        if (records == root.getChildren().contains(fred.root())) return;
        root.getChildren().setAll(records ? fred.root() : replicas);
        if (!records) fred.forget();
    }

    @Override
    public List<Node> tools() {
        return List.of(which);
    }

    @Override
    public void forget() {
        fred.forget();
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public boolean needsIds() {
        return false;
    }

    @Override
    public void show(Inspected now) {
        boolean keeps = FredRecordsPart.isIn(now.frame().world());
        which.setVisible(keeps);
        if (!keeps) {
            Segments.choose(which, 0);
            go(false);
        }
        if (root.getChildren().contains(fred.root())) {
            fred.show(now);
            return;
        }
        if (now.session() == session && now.line().around().equals(around) && chosen.index().equals(token)) return;
        session = now.session();
        around = now.line().around();
        token = chosen.index();
        Optional<Head> furthest = Replica.furthest(now.session(), now.line().around()).map(Replica.Furthest::head);
        List<ReplicaLine> lines = now.line().replicas().stream().map(replica -> ReplicaLine.of(now.frame().world(), now.session(), replica, furthest, chosen.index())).toList();
        if (!rows.stream().map(Row::node).toList().equals(lines.stream().map(line -> line.replica().node()).toList()))
            rows.setAll(lines.stream().map(line -> new Row(line.replica().node(), new ReadOnlyObjectWrapper<>(line))).toList());
        for (int i = 0; i < lines.size(); i++) if (!rows.get(i).line().get().equals(lines.get(i))) rows.get(i).line().set(lines.get(i));
        String text = ReplicaWords.of(now.session(), lines);
        if (!text.equals(words.getText())) words.setText(text);
    }

    /** A hash's begin; a click copies the whole. */
    private static final class HashCell extends TableCell<Row, ReplicaLine> {
        private final Button copy = new Button("", Icons.of(BootstrapIcons.FILES));

        HashCell() {
            getStyleClass().add("mono");
            setAlignment(Pos.CENTER_RIGHT);
            setContentDisplay(ContentDisplay.RIGHT);
            copy.getStyleClass().addAll("flat", "tool", "small");
            copy.setAccessibleText(Words.of("sessions.hash.copy"));
            copy.setOnAction(_ -> getItem().replica().head().ifPresent(head -> Clipboards.copy(head.hash().toString())));
        }

        @Override
        protected void updateItem(ReplicaLine line, boolean empty) {
            super.updateItem(line, empty);
            String text = empty || line == null ? "" : line.hash();
            if (!text.equals(getText())) setText(text);
            Button wanted = empty || line == null || line.replica().head().isEmpty() ? null : copy;
            if (getGraphic() != wanted) setGraphic(wanted);
        }
    }

    /** Shape, colour and words. */
    private static final class StateCell extends TableCell<Row, ReplicaLine> {
        private final FontIcon icon = Icons.of(Marks.icon(Replica.State.NOTHING));
        private Replica.State shown;

        @Override
        protected void updateItem(ReplicaLine line, boolean empty) {
            super.updateItem(line, empty);
            String text = empty || line == null ? "" : line.state();
            if (!text.equals(getText())) setText(text);
            Replica.State now = empty || line == null ? null : line.replica().state();
            if (now == shown) return;
            if (shown != null) getStyleClass().remove("replica-" + Marks.colour(shown));
            shown = now;
            setGraphic(now == null ? null : icon);
            if (now == null) return;
            icon.setIconCode(Marks.icon(now));
            getStyleClass().add("replica-" + Marks.colour(now));
        }
    }
}
