package discedge.console.sessions;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Leaves out the columns that matter least where there is no room for all, and gives out the room that is left, until a person changes columns: from then on it keeps off. */
final class ColumnFit {
    /** The menu's button and the scroll bar. */
    private static final double EDGE = 22;

    private final TableView<SessionRow> table;
    private final Map<SessionColumn, TableColumn<SessionRow, ?>> columns = new EnumMap<>(SessionColumn.class);
    private boolean fitting;
    private boolean chosen;

    ColumnFit(TableView<SessionRow> table) {
        this.table = table;
        for (TableColumn<SessionRow, ?> column : table.getColumns()) {
            columns.put((SessionColumn) column.getUserData(), column);
            column.visibleProperty().addListener(_ -> chosen |= !fitting);
            column.widthProperty().addListener(_ -> chosen |= !fitting);
        }
        table.widthProperty().addListener(_ -> fit());
    }

    /** A person has arranged them, perhaps in an earlier start. */
    void arranged() {
        chosen = true;
    }

    boolean isArranged() {
        return chosen;
    }

    private void fit() {
        double room = table.getWidth() - EDGE;
        if (chosen || room <= 0) return;
        Set<SessionColumn> out = EnumSet.noneOf(SessionColumn.class);
        double width = 0;
        for (SessionColumn column : SessionColumn.values()) width += column.width();
        for (SessionColumn column : SessionColumn.DISPENSABLE) {
            if (width <= room) break;
            out.add(column);
            width -= column.width();
        }
        double stretch = Math.max(1, room / width);
        fitting = true;
        columns.forEach((which, column) -> {
            column.setVisible(!out.contains(which));
            column.setPrefWidth(Math.floor(which.width() * stretch));
        });
        fitting = false;
    }
}
