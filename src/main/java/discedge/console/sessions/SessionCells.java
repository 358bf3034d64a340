package discedge.console.sessions;

import discedge.console.kit.IconPainter;
import discedge.console.kit.Icons;
import discedge.console.kit.SoftBreaks;
import discedge.console.kit.Theming;
import discedge.console.model.Preferences;
import discedge.console.sessions.parts.Marks;
import discedge.console.sessions.parts.ReplicaStrip;
import discedge.console.sessions.state.Condition;
import discedge.console.sessions.state.SessionLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The table's columns and cells. All cells of a row look at its one line, and set no more than what changed. */
final class SessionCells {
    private static final PseudoClass DELETED = PseudoClass.getPseudoClass("deleted");
    private static final PseudoClass NEAR = PseudoClass.getPseudoClass("near");
    private static final PseudoClass FULL = PseudoClass.getPseudoClass("full");
    private static final double NEARLY = 0.9;

    private final Theming theming;
    private final Preferences limits;
    private final IconPainter icons = new IconPainter();
    /** Those that change by themselves; as many as rows fit, because a table uses its cells again. It also drops some, unsaid. */
    private final Set<Cell> ages = Collections.newSetFromMap(new WeakHashMap<>());
    private final Set<ReplicaCell> strips = Collections.newSetFromMap(new WeakHashMap<>());
    private Instant now = Instant.EPOCH;

    /** @param limits beyond which a figure has a state's colour */
    SessionCells(Theming theming, Preferences limits) {
        this.theming = theming;
        this.limits = limits;
    }

    TableColumn<SessionRow, SessionLine> column(SessionColumn which) {
        var column = new TableColumn<SessionRow, SessionLine>(which.title());
        column.setId(which.id());
        column.setUserData(which);
        column.setPrefWidth(which.width());
        column.setMinWidth(which.least());
        column.setCellValueFactory(row -> row.getValue().lineProperty());
        column.setCellFactory(_ -> cell(which));
        if (which.figures() && which != SessionColumn.ID) column.getStyleClass().add("figures");
        return column;
    }

    SessionColumn of(TableColumn<SessionRow, ?> column) {
        return (SessionColumn) column.getUserData();
    }

    private TableCell<SessionRow, SessionLine> cell(SessionColumn which) {
        return switch (which) {
            case REPLICAS -> {
                var cell = new ReplicaCell();
                strips.add(cell);
                yield cell;
            }
            case ACTIVE -> {
                var cell = new Cell(which);
                ages.add(cell);
                yield cell;
            }
            case STATE -> new StateCell();
            case NODE -> new NodeCell();
            case WINDOW -> new WindowCell();
            case USER -> new UserCell();
            case LAG -> new LimitedCell(which, SessionLine::lag, limits::lagLimit);
            case FIRST_TOKEN -> new LimitedCell(which, SessionLine::firstToken, limits::firstTokenLimit);
            case ID, CLIENT, MODE, TURN, TOKENS, BYTES, RETRIES -> new Cell(which);
        };
    }

    /** Ages go on, and what is painted follows the theme. */
    void show(Instant moment) {
        now = moment;
        for (Cell cell : ages) cell.refresh();
        for (ReplicaCell cell : strips) cell.refresh();
    }

    /** A text. */
    private class Cell extends TableCell<SessionRow, SessionLine> {
        private final SessionColumn which;

        Cell(SessionColumn which) {
            this.which = which;
            if (which.figures()) getStyleClass().add("mono");
            setAlignment(which.figures() && which != SessionColumn.ID ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(SessionLine line, boolean empty) {
            super.updateItem(line, empty);
            refresh();
        }

        void refresh() {
            String next = isEmpty() || getItem() == null ? "" : which.text(getItem(), now);
            if (!next.equals(getText())) setText(next);
        }
    }

    /** What the session does: shape, colour and word. Tells the row, too, so that a deleted one steps back. */
    private final class StateCell extends Cell {
        private final FontIcon icon = Icons.of(Marks.icon(Condition.IDLE));
        private Condition shown;

        StateCell() {
            super(SessionColumn.STATE);
            icon.getStyleClass().add("condition-icon");
        }

        @Override
        void refresh() {
            super.refresh();
            Condition now = isEmpty() || getItem() == null ? null : getItem().condition();
            if (getTableRow() != null) getTableRow().pseudoClassStateChanged(DELETED, now == Condition.DELETED || now == Condition.EXPIRED);
            if (now == shown) return;
            if (shown != null) getStyleClass().remove("condition-" + shown.word());
            shown = now;
            setGraphic(now == null ? null : icon);
            if (now == null) return;
            icon.setIconCode(Marks.icon(now));
            getStyleClass().add("condition-" + now.word());
        }
    }

    /** A node's name behind a dot of its colour. */
    private final class NodeCell extends Cell {
        private final Region dot = new Region();
        private int shown = -1;

        NodeCell() {
            super(SessionColumn.NODE);
            dot.getStyleClass().add("node-dot");
        }

        @Override
        void refresh() {
            super.refresh();
            int order = isEmpty() || getItem() == null || getItem().session().node().isEmpty() ? -1 : getItem().around().order(getItem().session().node()) % 8 + 1;
            if (order == shown) return;
            dot.getStyleClass().remove("node-" + shown);
            shown = order;
            setGraphic(order < 0 ? null : dot);
            if (order >= 0) dot.getStyleClass().add("node-" + order);
        }
    }

    /** How full the window is; in a state's colour only where that matters. */
    private final class WindowCell extends Cell {
        WindowCell() {
            super(SessionColumn.WINDOW);
        }

        @Override
        void refresh() {
            super.refresh();
            double part = isEmpty() || getItem() == null ? 0 : getItem().window().orElse(0.0);
            boolean full = part >= 1 || !isEmpty() && getItem() != null && getItem().session().flags().windowFull();
            pseudoClassStateChanged(NEAR, part >= NEARLY && !full);
            pseudoClassStateChanged(FULL, full);
        }
    }

    /** A time that has a limit; in a state's colour only beyond it. */
    private final class LimitedCell extends Cell {
        private final Function<SessionLine, Optional<Duration>> time;
        private final Supplier<Duration> limit;

        LimitedCell(SessionColumn which, Function<SessionLine, Optional<Duration>> time, Supplier<Duration> limit) {
            super(which);
            this.time = time;
            this.limit = limit;
        }

        @Override
        void refresh() {
            super.refresh();
            pseudoClassStateChanged(NEAR, !isEmpty() && getItem() != null && time.apply(getItem()).filter(its -> its.compareTo(limit.get()) > 0).isPresent());
        }
    }

    /** May be long: the whole of it stands in a tooltip. */
    private final class UserCell extends Cell {
        private static final int LONG = 14;
        private final Tooltip whole = new Tooltip();

        UserCell() {
            super(SessionColumn.USER);
            SoftBreaks.wrap(whole);
            whole.setMaxWidth(420);
        }

        @Override
        void refresh() {
            super.refresh();
            boolean isLong = getText().length() > LONG;
            if (isLong && !getText().equals(whole.getText())) whole.setText(getText());
            if (isLong != (getTooltip() != null)) setTooltip(isLong ? whole : null);
        }
    }

    /** All replicas of the session. */
    private final class ReplicaCell extends TableCell<SessionRow, SessionLine> {
        private final ReplicaStrip strip = new ReplicaStrip(theming, icons);

        @Override
        protected void updateItem(SessionLine line, boolean empty) {
            super.updateItem(line, empty);
            refresh();
        }

        void refresh() {
            boolean empty = isEmpty() || getItem() == null;
            if (empty != (getGraphic() == null)) setGraphic(empty ? null : strip);
            if (!empty) strip.show(getItem().replicas());
        }
    }
}
