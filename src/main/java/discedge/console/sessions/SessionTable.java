package discedge.console.sessions;

import discedge.console.model.Frame;
import discedge.console.sessions.state.SessionLine;
import discedge.session.SessionId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * The table: keeps its rows' figures current, and their order no oftener than once a second and never while the pointer is on
 * it, so that nobody clicks on a session that has just moved there. What a person does to the order or the filter is done at once.
 */
final class SessionTable {
    private static final long CALM_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Comparator<SessionRow> NEWEST_FIRST = Comparator.<SessionRow, java.time.Instant>comparing(row -> row.line().begun()).reversed()
            .thenComparing(Comparator.comparingInt(SessionRow::number).reversed());

    private final TableView<SessionRow> table;
    private final SessionCells cells;
    private final SessionRows rows = new SessionRows();
    private final Arranged arranged = new Arranged();
    private final Consumer<SessionId> chosen;
    private SessionFilter filter = SessionFilter.ALL;
    private Optional<SessionId> selected = Optional.empty();
    private boolean choosing;
    private boolean stale;
    private boolean live = true;
    /** The chosen row is to be brought into sight, once there is a height. */
    private boolean reveal;
    private long arrangedAt = System.nanoTime() - CALM_NANOS;
    private long arrangements;

    /** @param chosen hears of the session of a row that a person chose */
    SessionTable(TableView<SessionRow> table, SessionCells cells, Consumer<SessionId> chosen) {
        this.table = table;
        this.cells = cells;
        this.chosen = chosen;
        for (SessionColumn column : SessionColumn.values()) table.getColumns().add(cells.column(column));
        table.setTableMenuButtonVisible(true);
        table.setItems(arranged);
        table.setSortPolicy(_ -> {
            arrange();
            return true;
        });
        table.heightProperty().addListener(_ -> reveal = true);
        table.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> {
            if (choosing || now == null) return;
            selected = Optional.of(now.id());
            chosen.accept(now.id());
        });
    }

    void show(Frame frame) {
        SessionRows.Change change = rows.update(frame.world());
        switch (change) {
            case NOTHING -> { }
            case FIGURES -> stale |= !filter.all() || !table.getSortOrder().isEmpty();
            case CAME, WENT -> stale = true;
        }
        boolean jumped = frame.live() != live || !frame.live() && !frame.playing();
        live = frame.live();
        boolean atOnce = change == SessionRows.Change.WENT || jumped || arranged.isEmpty() && filter.all();
        if (stale && (atOnce || !isHeld() && System.nanoTime() - arrangedAt >= CALM_NANOS)) arrange();
        cells.show(frame.world().now());
        select(frame.session());
    }

    /** The order is not what it would be, because the pointer is here. */
    boolean isHeld() {
        return stale && table.isHover();
    }

    void filter(SessionFilter now) {
        if (now.equals(filter)) return;
        filter = now;
        arrange();
    }

    /** By the columns a person chose, the first one first; without one the newest session first. */
    void arrange() {
        stale = false;
        arrangedAt = System.nanoTime();
        arrangements++;
        choosing = true;
        try {
            if (arranged.set(rows.arranged(filter, order()))) reselect();
        } finally {
            choosing = false;
        }
    }

    private Comparator<SessionRow> order() {
        Comparator<SessionRow> order = null;
        for (TableColumn<SessionRow, ?> column : table.getSortOrder()) {
            Comparator<SessionLine> lines = cells.of(column).order(column.getSortType() == TableColumn.SortType.DESCENDING);
            Comparator<SessionRow> next = (one, other) -> lines.compare(one.line(), other.line());
            order = order == null ? next : order.thenComparing(next);
        }
        return order == null ? NEWEST_FIRST : order.thenComparing(NEWEST_FIRST);
    }

    private void select(Optional<SessionId> session) {
        boolean other = !session.equals(selected);
        selected = session;
        choosing = true;
        try {
            int place = reselect();
            reveal |= other;
            if (!reveal || place < 0 || table.getHeight() <= 0) return;
            reveal = false;
            table.scrollTo(Math.max(0, place - 2));
        } finally {
            choosing = false;
        }
    }

    /** @return where the selected row is; −1 if it is not shown */
    private int reselect() {
        SessionRow row = selected.map(rows::row).orElse(null);
        int place = row == null ? -1 : row.place();
        var model = table.getSelectionModel();
        if (place < 0) {
            if (!model.isEmpty()) model.clearSelection();
        } else if (model.getSelectedIndex() != place || model.getSelectedItem() != row) {
            model.clearAndSelect(place);
        }
        return place;
    }

    /** The row that is chosen, if it is shown. */
    Optional<SessionRow> row() {
        return selected.map(rows::row).filter(row -> row.place() >= 0);
    }

    SessionRows rows() {
        return rows;
    }

    List<SessionRow> shown() {
        return arranged;
    }

    TableView<SessionRow> table() {
        return table;
    }

    /** Times that rows were put in order since the start: what the work is measured by. */
    long arrangements() {
        return arrangements;
    }
}
