package discedge.console.sessions.inspector;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.ConsoleModel;
import discedge.console.sessions.parts.Cells;
import discedge.session.SessionId;
import discedge.timeline.persistent.PersistentMap;
import discedge.timeline.world.TurnState;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** One row a turn, the newest on top. Choosing one shows its waterfall on Operate. */
final class TurnsPart implements InspectorPart {
    private final TableView<Row> table = new TableView<>();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final Map<Integer, Row> known = new HashMap<>();
    private Optional<SessionId> session = Optional.empty();
    private PersistentMap<Integer, TurnState> shown = PersistentMap.empty();
    private List<Integer> forked = List.of();
    private boolean choosing;

    /** A turn's place in the table. */
    record Row(int turn, ReadOnlyObjectWrapper<TurnLine> line) {}

    TurnsPart(ConsoleModel model) {
        table.setId("sessions-turns");
        table.getStyleClass().addAll("sessions-table");
        table.setTableMenuButtonVisible(true);
        table.setPlaceholder(new Label(Words.of("sessions.turns.none")));
        addColumns();
        Cells.fill(table, table.getColumns().getLast(), 160);
        table.setItems(rows);
        table.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> {
            if (!choosing && now != null) model.choose(Optional.of(now.turn()));
        });
    }

    private void addColumns() {
        column("turn", 52, true, line -> Units.count(line.turn().turn()), Comparator.comparingInt(line -> line.turn().turn()));
        column("node", 60, false, line -> line.turn().asked().node(), Comparator.comparing(line -> line.turn().asked().node()));
        column("mode", 84, false, line -> line.turn().asked().mode(), Comparator.comparing(line -> line.turn().asked().mode()));
        column("context", 68, true, line -> count(line.turn().tokens().whole(), line.turn().tokens().context()), Comparator.comparingInt(line -> line.turn().tokens().context()));
        column("added", 58, true, line -> count(line.turn().tokens().added(), line.turn().tokens().added()), Comparator.comparingInt(line -> line.turn().tokens().added()));
        column("request", 76, true, line -> line.turn().traffic().request().map(Units::bytes).orElse(Units.NONE), by(line -> line.turn().traffic().request()));
        column("wait", 72, true, line -> Units.time(line.waited()), by(TurnLine::waited));
        column("first-token", 80, true, line -> Units.time(line.firstToken()), by(TurnLine::firstToken));
        column("total", 72, true, line -> Units.time(line.turn().stages().total()), by(line -> line.turn().stages().total()));
        column("retries", 60, true, line -> Units.count(line.retries()), Comparator.comparingInt(TurnLine::retries));
        column("notes", 220, false, TurnLine::notes, Comparator.comparing(TurnLine::notes));
    }

    /** Not counted yet is not zero. */
    private static String count(int known, int value) {
        return known == 0 ? Units.NONE : Units.count(value);
    }

    private static <T extends Comparable<T>> Comparator<TurnLine> by(Function<TurnLine, Optional<T>> key) {
        return (one, other) -> {
            Optional<T> a = key.apply(one);
            Optional<T> b = key.apply(other);
            return a.isEmpty() || b.isEmpty() ? Boolean.compare(b.isEmpty(), a.isEmpty()) : a.get().compareTo(b.get());
        };
    }

    private void column(String name, double width, boolean figures, Function<TurnLine, String> text, Comparator<TurnLine> order) {
        TableColumn<Row, TurnLine> column = Cells.column("turns-" + name, Words.of("sessions.turns." + name), width, figures, row -> row.line().getReadOnlyProperty(), text);
        column.setComparator(order);
        table.getColumns().add(column);
    }

    @Override
    public Node root() {
        return table;
    }

    @Override
    public boolean needsIds() {
        return false;
    }

    @Override
    public void show(Inspected now) {
        var state = now.session();
        boolean other = !session.equals(Optional.of(state.id()));
        boolean flags = !forked.equals(state.flags().forkedTurns());
        if (other || shown.size() > state.turns().size()) {
            rows.clear();
            known.clear();
            shown = PersistentMap.empty();
        }
        session = Optional.of(state.id());
        forked = state.flags().forkedTurns();
        if (shown != state.turns() || flags) {
            int before = rows.size();
            state.turns().forEachChanged(flags ? PersistentMap.empty() : shown, (turn, its) -> put(TurnLine.of(state, its)));
            shown = state.turns();
            if (rows.size() != before) arrange();
        }
        select(now.frame().turn());
    }

    private void put(TurnLine line) {
        int turn = line.turn().turn();
        Row row = known.get(turn);
        if (row != null) {
            if (!row.line().get().equals(line)) row.line().set(line);
            return;
        }
        var made = new Row(turn, new ReadOnlyObjectWrapper<>(line));
        known.put(turn, made);
        rows.add(made);
    }

    private void arrange() {
        choosing = true;
        if (table.getSortOrder().isEmpty()) FXCollections.sort(rows, Comparator.comparingInt(Row::turn).reversed());
        else table.sort();
        choosing = false;
    }

    private void select(Optional<Integer> turn) {
        choosing = true;
        Row row = turn.map(known::get).orElse(null);
        if (row == null) {
            if (!table.getSelectionModel().isEmpty()) table.getSelectionModel().clearSelection();
        } else if (table.getSelectionModel().getSelectedItem() != row) table.getSelectionModel().select(row);
        choosing = false;
    }
}
