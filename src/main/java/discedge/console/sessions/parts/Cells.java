package discedge.console.sessions.parts;

import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Columns whose cells are texts of a row's value, and which set no more than what changed. */
public final class Cells {
    /** The menu's button and the scroll bar. */
    private static final double EDGE = 22;

    private Cells() {}

    /**
     * A column of texts.
     *
     * @param value of the row; all columns of a row may share it
     * @param figures in Mono and at the right
     */
    public static <R, V> TableColumn<R, V> column(String id, String title, double width, boolean figures, Function<R, ObservableValue<V>> value, Function<V, String> text) {
        var column = new TableColumn<R, V>(title);
        column.setId(id);
        column.setPrefWidth(width);
        column.setReorderable(true);
        column.setCellValueFactory(row -> value.apply(row.getValue()));
        column.setCellFactory(_ -> new TextCell<>(figures, text));
        if (figures) column.getStyleClass().add("figures");
        return column;
    }

    /** The column takes the room that the others leave. */
    public static <R> void fill(TableView<R> table, TableColumn<R, ?> last, double least) {
        Runnable fit = () -> {
            double others = 0;
            for (TableColumn<R, ?> column : table.getVisibleLeafColumns()) if (column != last) others += column.getWidth();
            last.setPrefWidth(Math.max(least, Math.floor(table.getWidth() - others - EDGE)));
        };
        table.widthProperty().addListener(_ -> fit.run());
        table.getVisibleLeafColumns().addListener((ListChangeListener<TableColumn<R, ?>>) _ -> fit.run());
        for (TableColumn<R, ?> column : table.getColumns()) if (column != last) column.widthProperty().addListener(_ -> fit.run());
    }

    /** A cell that is one text. */
    public static class TextCell<R, V> extends TableCell<R, V> {
        private final Function<V, String> text;

        public TextCell(boolean figures, Function<V, String> text) {
            this.text = text;
            if (figures) {
                getStyleClass().add("mono");
                setAlignment(Pos.CENTER_RIGHT);
            }
        }

        @Override
        protected void updateItem(V value, boolean empty) {
            super.updateItem(value, empty);
            String next = empty || value == null ? "" : text.apply(value);
            if (!next.equals(getText())) setText(next);
        }
    }
}
