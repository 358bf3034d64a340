package discedge.console.events;

import discedge.console.kit.FxThread;
import java.util.Optional;
import java.util.function.LongConsumer;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * The list itself: newest at the foot and followed until a person looks further up. Only the rows in sight are nodes, however
 * long the log is.
 */
final class EventList {
    private final ListView<Long> list;
    private EventRows rows = new EventRows(Optional.empty());
    private boolean following = true;
    private boolean choosing;

    /** @param chosen a row was chosen with the keyboard */
    EventList(ListView<Long> list, EventCell.Sight sight, LongConsumer chosen) {
        this.list = list;
        list.setItems(rows);
        list.setCellFactory(_ -> new EventCell(sight));
        list.getSelectionModel().selectedItemProperty().addListener((_, _, now) -> {
            if (now != null && !choosing) chosen.accept(now);
        });
        list.addEventFilter(ScrollEvent.ANY, _ -> look());
        list.addEventFilter(KeyEvent.KEY_PRESSED, _ -> look());
        list.addEventFilter(MouseEvent.MOUSE_DRAGGED, _ -> look());
        list.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> {
            if (event.getTarget() instanceof javafx.scene.Node node && isScrollBar(node)) look();
        });
    }

    private static boolean isScrollBar(javafx.scene.Node node) {
        for (javafx.scene.Node at = node; at != null; at = at.getParent()) if (at instanceof ScrollBar) return true;
        return false;
    }

    /** After what the person does now, are they still at the newest? */
    private void look() {
        FxThread.bridge().later(() -> following = atEnd());
    }

    private boolean atEnd() {
        IndexedCell<?> last = flow().map(VirtualFlow::getLastVisibleCell).orElse(null);
        if (last == null || last.getIndex() < rows.size() - 1) return last == null;
        return last.getBoundsInParent().getMaxY() <= last.getParent().getParent().getLayoutBounds().getHeight() + 1;
    }

    private Optional<VirtualFlow<?>> flow() {
        return Optional.ofNullable((VirtualFlow<?>) list.lookup(".virtual-flow"));
    }

    EventRows rows() {
        return rows;
    }

    boolean following() {
        return following;
    }

    /** Other rows: the newest of them is shown. */
    void rows(EventRows other) {
        rows = other;
        choosing = true;
        list.setItems(rows);
        list.getSelectionModel().clearSelection();
        choosing = false;
        following = true;
    }

    /** Shows the rows there are by now. @param last id of the newest event there is @param live the newest is followed if it was */
    void grow(long last, boolean live) {
        int top = flow().map(VirtualFlow::getFirstVisibleCell).map(IndexedCell::getIndex).orElse(0);
        int more = rows.grow(last);
        if (live && following) toEnd();
        else if (more > 0) list.scrollTo(top + more);
    }

    void toEnd() {
        following = true;
        if (!rows.isEmpty()) list.scrollTo(rows.size() - 1);
    }

    /** Brings the row of an event, or the one before it, into the middle, unless it is in sight. */
    void reveal(long event) {
        if (rows.isEmpty()) return;
        int at = Math.max(0, rows.upTo(event));
        int first = flow().map(VirtualFlow::getFirstVisibleCell).map(IndexedCell::getIndex).orElse(0);
        int last = flow().map(VirtualFlow::getLastVisibleCell).map(IndexedCell::getIndex).orElse(0);
        if (at > first && at < last) return;
        list.scrollTo(Math.max(0, at - Math.max(0, last - first) / 2));
    }

    void select(Optional<Long> event) {
        choosing = true;
        Optional<Integer> at = event.flatMap(rows::of);
        if (at.isEmpty()) list.getSelectionModel().clearSelection();
        else if (list.getSelectionModel().getSelectedIndex() != at.get()) list.getSelectionModel().select((int) at.get());
        choosing = false;
    }

    /** The cursor has moved: rows in sight say again whether they lie ahead. */
    void place() {
        flow().ifPresent(flow -> {
            IndexedCell<?> first = flow.getFirstVisibleCell();
            IndexedCell<?> last = flow.getLastVisibleCell();
            if (first == null || last == null) return;
            for (int i = first.getIndex(); i <= last.getIndex(); i++) if (flow.getCell(i) instanceof EventCell cell) cell.place();
        });
    }
}
