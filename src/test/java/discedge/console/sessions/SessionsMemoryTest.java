package discedge.console.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.Screen;
import discedge.console.model.Preferences;
import discedge.timeline.Story;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** How a person arranged the table comes again with the next start; what its figures are is said over their columns. */
class SessionsMemoryTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        story.turn(1, "A").arrives(1, "A", "B", 38);
    }

    private Preferences settings() {
        return window.console().settings();
    }

    private void keep(String key, String value) {
        onFx(() -> {
            settings().keep(key, value);
            return null;
        });
    }

    private TableView<SessionRow> open() {
        onFx(() -> {
            window.shell().go(Screen.SESSIONS);
            return null;
        });
        paint();
        return robot.lookup("#sessions-table").query();
    }

    private static TableColumn<SessionRow, ?> column(TableView<SessionRow> table, SessionColumn which) {
        return table.getColumns().stream().filter(column -> column.getUserData() == which).findFirst().orElseThrow();
    }

    @Test
    void columns_come_again_as_they_were_left() {
        keep("sessions.columns", "lag:150,id:90,client:76:off");
        keep("sessions.sort", "lag:down,user:up");
        TableView<SessionRow> table = open();
        assertEquals(List.of(SessionColumn.LAG, SessionColumn.ID, SessionColumn.CLIENT), table.getColumns().stream().limit(3).map(TableColumn::getUserData).toList());
        assertEquals(SessionColumn.values().length, table.getColumns().size(), "what was not known then is there, too");
        assertEquals(150, column(table, SessionColumn.LAG).getWidth());
        assertFalse(column(table, SessionColumn.CLIENT).isVisible());
        assertEquals(List.of(SessionColumn.LAG, SessionColumn.USER), table.getSortOrder().stream().map(TableColumn::getUserData).toList());
        assertEquals(TableColumn.SortType.DESCENDING, table.getSortOrder().getFirst().getSortType());
    }

    @Test
    void what_a_person_arranges_is_kept() {
        TableView<SessionRow> table = open();
        assertTrue(settings().kept("sessions.columns").isEmpty(), "the table fitted them itself");
        onFx(() -> {
            table.resizeColumn(cast(column(table, SessionColumn.ID)), 31);
            table.getSortOrder().add(cast(column(table, SessionColumn.TURN)));
            return null;
        });
        long width = Math.round(column(table, SessionColumn.ID).getWidth());
        assertTrue(settings().kept("sessions.columns").orElseThrow().startsWith("id:" + width + ","), settings().kept("sessions.columns").toString());
        assertEquals("turn:up", settings().kept("sessions.sort").orElseThrow());
    }

    @SuppressWarnings("unchecked")
    private static <T> TableColumn<SessionRow, T> cast(TableColumn<SessionRow, ?> column) {
        return (TableColumn<SessionRow, T>) column;
    }

    @Test
    void the_divider_stays_where_it_was_dragged_to() {
        keep("sessions.divider.below", "0.600");
        open();
        var split = robot.lookup(".sessions-split").<SplitPane>query();
        assertEquals(0.6, split.getDividerPositions()[0], 0.01);
        robot.drag(robot.from(split).lookup(".split-pane-divider").<javafx.scene.Node>query()).dropBy(0, -60);
        paint();
        double kept = Double.parseDouble(settings().kept("sessions.divider.below").orElseThrow());
        assertTrue(kept < 0.58, "dragged to " + kept);
        assertEquals(split.getDividerPositions()[0], kept, 0.001);
    }

    @Test
    void what_cannot_be_read_changes_nothing() {
        keep("sessions.columns", "colour:blue,,id:-3,turn");
        keep("sessions.sort", ",:,nobody:up");
        keep("sessions.divider.below", "in the middle");
        TableView<SessionRow> table = open();
        assertEquals(List.of(SessionColumn.values()), table.getColumns().stream().map(TableColumn::getUserData).toList());
        assertTrue(table.getSortOrder().isEmpty());
    }

    @Test
    void a_column_says_its_unit_its_window_and_its_source() throws Exception {
        open();
        robot.moveTo("#session-lag");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> Window.getWindows().stream().anyMatch(shown -> shown instanceof Tooltip tip && tip.getText().contains("measured")));
        for (SessionColumn column : SessionColumn.values()) assertFalse(column.help().isBlank());
    }
}
