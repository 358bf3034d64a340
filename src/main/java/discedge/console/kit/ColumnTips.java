package discedge.console.kit;

import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.TableColumnHeader;
import javafx.scene.input.MouseEvent;

/** Says over a table's column headers what its figures are: unit, window and source. Headers are the table's own, and come and go with its columns. */
public final class ColumnTips {
    private static final Object TOLD = new Object();

    private ColumnTips() {}

    /** @param words of a column; empty where its title says it all */
    public static void on(TableView<?> table, Function<TableColumnBase<?, ?>, String> words) {
        table.addEventFilter(MouseEvent.MOUSE_ENTERED_TARGET, event -> {
            TableColumnHeader header = header(event.getTarget());
            if (header == null || header.getTableColumn() == null || header.getProperties().putIfAbsent(TOLD, true) != null) return;
            String text = words.apply(header.getTableColumn());
            if (text.isEmpty()) return;
            var tip = new Tooltip(text);
            tip.setWrapText(true);
            tip.setMaxWidth(320);
            Tooltip.install(header, tip);
        });
    }

    private static TableColumnHeader header(Object target) {
        Node at = target instanceof Node node ? node : null;
        while (at != null && !(at instanceof TableColumnHeader)) at = at.getParent();
        return (TableColumnHeader) at;
    }
}
