package discedge.console.sessions;

import discedge.console.model.Preferences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Which columns the table has, how wide and in which order, and what it is sorted by, from start to start. Columns are written
 * down once a person has arranged them, as {@code id:84,client:76:off}; the order of rows as {@code lag:down,user:up}. What cannot
 * be read is left as it is.
 */
final class ColumnMemory {
    private static final String COLUMNS = "sessions.columns";
    private static final String SORT = "sessions.sort";

    private final TableView<SessionRow> table;
    private final Preferences kept;

    private ColumnMemory(TableView<SessionRow> table, Preferences kept) {
        this.table = table;
        this.kept = kept;
    }

    /** @param fit keeps its hands off columns that a person arranged */
    static void of(TableView<SessionRow> table, ColumnFit fit, Preferences kept) {
        var memory = new ColumnMemory(table, kept);
        if (kept.kept(COLUMNS).map(memory::arrange).orElse(false)) fit.arranged();
        kept.kept(SORT).ifPresent(memory::sort);
        InvalidationListener arranged = _ -> {
            if (fit.isArranged()) kept.keep(COLUMNS, memory.columns());
        };
        InvalidationListener sorted = _ -> kept.keep(SORT, memory.sorted());
        for (TableColumn<SessionRow, ?> column : table.getColumns()) {
            column.widthProperty().addListener(arranged);
            column.visibleProperty().addListener(arranged);
            column.sortTypeProperty().addListener(sorted);
        }
        table.getColumns().addListener((InvalidationListener) _ -> {
            fit.arranged();
            kept.keep(COLUMNS, memory.columns());
        });
        table.getSortOrder().addListener(sorted);
    }

    private String columns() {
        return table.getColumns().stream().map(column -> name(column) + ":" + Math.round(column.getWidth()) + (column.isVisible() ? "" : ":off")).collect(Collectors.joining(","));
    }

    private String sorted() {
        return table.getSortOrder().stream().map(column -> name(column) + (column.getSortType() == TableColumn.SortType.DESCENDING ? ":down" : ":up")).collect(Collectors.joining(","));
    }

    private boolean arrange(String text) {
        Map<TableColumn<SessionRow, ?>, String[]> known = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            String[] words = part.split(":", -1);
            if (words.length > 1 && words[1].matches("[0-9]{1,4}")) column(words[0]).ifPresent(column -> known.put(column, words));
        }
        if (known.isEmpty()) return false;
        List<TableColumn<SessionRow, ?>> order = new ArrayList<>(known.keySet());
        table.getColumns().stream().filter(column -> !known.containsKey(column)).forEach(order::add);
        table.getColumns().setAll(order);
        known.forEach((column, words) -> {
            column.setPrefWidth(Integer.parseInt(words[1]));
            column.setVisible(words.length < 3);
        });
        return true;
    }

    private void sort(String text) {
        for (String part : text.split(",")) {
            String[] words = part.split(":", -1);
            column(words[0]).ifPresent(column -> {
                column.setSortType(words.length > 1 && words[1].equals("down") ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING);
                table.getSortOrder().add(column);
            });
        }
    }

    private Optional<TableColumn<SessionRow, ?>> column(String name) {
        return table.getColumns().stream().filter(column -> name(column).equals(name)).findFirst();
    }

    private static String name(TableColumn<SessionRow, ?> column) {
        return column.getId().substring("session-".length());
    }
}
