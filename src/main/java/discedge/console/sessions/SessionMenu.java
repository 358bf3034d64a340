package discedge.console.sessions;

import discedge.console.ConsoleContext;
import discedge.console.kit.Command;
import discedge.console.kit.Failures;
import discedge.console.kit.FxThread;
import discedge.console.kit.Names;
import discedge.console.kit.Question;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.sessions.parts.Clipboards;
import discedge.experiment.live.Controls;
import discedge.session.SessionId;
import discedge.timeline.world.SessionState;
import java.util.Optional;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** What a person can do with the session that is chosen, by keys, by right-click, by ⋯ and by name. */
final class SessionMenu {
    private final ConsoleContext console;
    private final SessionTable sessions;
    private final TableView<SessionRow> table;
    private final ContextMenu menu = new ContextMenu();
    private final Menu sort = new Menu(Words.of("sessions.sort"));

    SessionMenu(ConsoleContext console, SessionTable sessions) {
        this.console = console;
        this.sessions = sessions;
        this.table = sessions.table();
        console.commands().put(Command.of("sessions.copy", "", () -> followed().isPresent(), this::copy));
        console.commands().put(Command.of("sessions.delete", "", this::deletes, this::askToDelete));
        menu.setId("sessions-menu");
        menu.setOnShowing(_ -> fill());
        fill();
        table.setContextMenu(menu);
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        table.setRowFactory(_ -> {
            var row = new javafx.scene.control.TableRow<SessionRow>();
            row.setOnMouseClicked(event -> {
                if (event.getClickCount() == 2 && !row.isEmpty()) goToOperate();
            });
            return row;
        });
    }

    private Optional<SessionState> followed() {
        return console.model().followed();
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) goToOperate();
        else if (event.getCode() == KeyCode.DELETE) console.commands().run("sessions.delete");
        else if (event.getCode() == KeyCode.CONTEXT_MENU || event.getCode() == KeyCode.F10 && event.isShiftDown()) showBelow(table);
        else if (event.getCode() == KeyCode.C && event.isShortcutDown()) console.commands().run("sessions.copy");
        else return;
        event.consume();
    }

    private void goToOperate() {
        if (followed().isPresent()) console.commands().run("screen.operate");
    }

    void showBelow(Node node) {
        menu.show(node, node == table ? Side.TOP : Side.BOTTOM, 0, node == table ? table.getFixedCellSize() * 2 : 0);
    }

    private void fill() {
        var follow = item("sessions-follow", Words.of("sessions.follow"), followed().isPresent(), this::goToOperate);
        var copy = item("sessions-copy", Words.of("sessions.copy"), followed().isPresent(), this::copy);
        var delete = item("sessions-delete", Words.of("sessions.delete"), deletes(), this::askToDelete);
        fillSort();
        menu.getItems().setAll(follow, copy, delete, new SeparatorMenuItem(), sort);
    }

    /** The headers' clicks, for the keyboard. */
    private void fillSort() {
        sort.getItems().setAll(item("sessions-sort-newest", Words.of("sessions.sort.newest"), true, () -> table.getSortOrder().clear()));
        for (TableColumn<SessionRow, ?> column : table.getColumns())
            if (column.isVisible()) sort.getItems().add(item("sort-" + column.getId(), column.getText(), true, () -> sortBy(column)));
    }

    private void sortBy(TableColumn<SessionRow, ?> column) {
        boolean again = table.getSortOrder().size() == 1 && table.getSortOrder().getFirst() == column && column.getSortType() == TableColumn.SortType.ASCENDING;
        column.setSortType(again ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING);
        table.getSortOrder().setAll(java.util.List.of(column));
        sessions.arrange();
    }

    private static MenuItem item(String id, String text, boolean enabled, Runnable action) {
        var item = new MenuItem(text);
        item.setId(id);
        item.setDisable(!enabled);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private void copy() {
        followed().ifPresent(session -> {
            Clipboards.copy(session.id().value());
            console.notices().show("copied", Words.of("sessions.copied", session.id()));
        });
    }

    private boolean deletes() {
        return console.model().acting().isPresent() && followed().filter(session -> !session.flags().deleted()).isPresent();
    }

    private void askToDelete() {
        followed().ifPresent(this::askToDelete);
    }

    private void askToDelete(SessionState session) {
        String name = Names.of(session.id());
        String user = session.who().user().isEmpty() ? Words.of("sessions.nobody") : session.who().user();
        Question.ask(console.notices().root(), Words.of("sessions.delete.title", name), Words.of("sessions.delete.text", Units.count(session.turn()), user),
                Words.of("sessions.delete.yes", name), () -> delete(session.id()));
    }

    private void delete(SessionId id) {
        try {
            console.model().acting().ifPresent(controls -> controls.delete(id).whenComplete((_, failure) -> FxThread.bridge().run(() -> told(id, failure))));
        } catch (Controls.Refused refused) {
            told(id, refused);
        }
    }

    private void told(SessionId id, Throwable failure) {
        Throwable why = Failures.cause(failure);
        console.notices().show("deleted", why == null ? Words.of("sessions.delete.done", Names.of(id)) : Words.of("sessions.delete.failed", Names.of(id), why.getMessage()));
    }
}
