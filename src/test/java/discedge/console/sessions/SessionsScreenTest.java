package discedge.console.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.Screen;
import discedge.console.sessions.state.Condition;
import discedge.event.ReplicaEvent;
import discedge.session.SessionId;
import discedge.timeline.Story;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

class SessionsScreenTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        new Crowd(story).sessions(12).forks(3, 4, "B").deletes(7).receives(6, "user-600", 8, "B");
        story.pass(10);
        for (int turn = 1; turn <= 3; turn++) story.turn(turn, "A").arrives(turn, "A", "B", 30);
    }

    private void open() {
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT2).release(KeyCode.DIGIT2, KeyCode.CONTROL);
        paint();
    }

    private List<SessionRow> rows() {
        return onFx(() -> List.copyOf(table().getItems()));
    }

    private TableView<SessionRow> table() {
        return robot.lookup("#sessions-table").queryTableView();
    }

    private String text(String id) {
        return onFx(() -> robot.lookup(id).queryAs(Labeled.class).getText());
    }

    private Optional<SessionId> followed() {
        return onFx(() -> window.console().model().frame(story.now()).session());
    }

    private Node row(SessionId id) {
        int place = rows().stream().map(SessionRow::id).toList().indexOf(id);
        onFx(() -> {
            table().scrollTo(place);
            return null;
        });
        paint();
        return robot.from(table()).lookup(".table-row-cell").<javafx.scene.control.TableRow<SessionRow>>queryAllAs((Class<javafx.scene.control.TableRow<SessionRow>>) (Class<?>) javafx.scene.control.TableRow.class)
                .stream().filter(row -> row.isVisible() && row.getItem() != null && row.getItem().id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void the_followed_session_is_chosen_and_the_newest_stands_on_top() {
        open();
        assertEquals(Story.SESSION, rows().getFirst().id());
        assertEquals(Story.SESSION, onFx(() -> table().getSelectionModel().getSelectedItem().id()));
        assertEquals("13 of 13 sessions", text("#sessions-count"));
    }

    @Test
    void choosing_a_row_follows_its_session_and_a_double_click_goes_to_Operate() {
        open();
        robot.clickOn(row(Crowd.id(4)));
        assertEquals(Optional.of(Crowd.id(4)), followed());
        paint();
        assertEquals(Crowd.id(4), onFx(() -> table().getSelectionModel().getSelectedItem().id()));
        robot.doubleClickOn(row(Crowd.id(2)));
        assertEquals(Optional.of(Crowd.id(2)), followed());
        assertEquals(Screen.OPERATE, window.shell().shown());
    }

    @Test
    void it_all_works_without_a_mouse() {
        open();
        robot.press(KeyCode.CONTROL, KeyCode.F).release(KeyCode.F, KeyCode.CONTROL);
        robot.write("user-");
        robot.type(KeyCode.DOWN);
        paint();
        robot.type(KeyCode.DOWN);
        paint();
        Optional<SessionId> second = followed();
        assertEquals(Optional.of(rows().get(1).id()), second);
        robot.press(KeyCode.CONTROL, KeyCode.C).release(KeyCode.C, KeyCode.CONTROL);
        assertEquals(second.get().value(), onFx(() -> Clipboard.getSystemClipboard().getString()));
        robot.type(KeyCode.ENTER);
        assertEquals(Screen.OPERATE, window.shell().shown());
        assertEquals(second, followed());
    }

    @Test
    void the_filter_narrows_at_once_and_says_how_many_there_are() {
        open();
        robot.clickOn("#sessions-filter").write("forked");
        assertEquals(List.of(Crowd.id(3)), rows().stream().map(SessionRow::id).toList());
        assertEquals("1 of 13 sessions", text("#sessions-count"));
        robot.type(KeyCode.ESCAPE);
        assertEquals(13, rows().size());
        robot.clickOn("#sessions-quick-deleted");
        assertEquals(List.of(Crowd.id(7)), rows().stream().map(SessionRow::id).toList());
        robot.clickOn("#sessions-quick-running");
        assertEquals("No session matches this filter.", text("#sessions-empty-text"));
        robot.clickOn("#sessions-empty-action");
        paint();
        assertEquals(13, rows().size());
        assertFalse(robot.lookup("#sessions-empty").query().isVisible());
        assertEquals("running 1", text("#sessions-quick-running"));
    }

    @Test
    void a_header_sorts_and_the_menu_does_so_by_keyboard() {
        open();
        robot.clickOn(robot.lookup(".column-header").match((Node header) -> "session-turn".equals(header.getId())).<Node>query());
        assertTrue(sorted(1), "turns ascend");
        robot.clickOn(robot.lookup(".column-header").match((Node header) -> "session-turn".equals(header.getId())).<Node>query());
        assertTrue(sorted(-1), "turns descend");
        onFx(() -> {
            table().requestFocus();
            return null;
        });
        robot.press(KeyCode.SHIFT, KeyCode.F10).release(KeyCode.F10, KeyCode.SHIFT);
        assertTrue(robot.lookup("#sessions-follow").tryQuery().isPresent(), "Shift+F10 opens the menu");
        robot.type(KeyCode.UP, KeyCode.RIGHT, KeyCode.ENTER);
        paint();
        assertEquals(Story.SESSION, rows().getFirst().id(), "newest first again");
    }

    private boolean sorted(int direction) {
        List<Integer> turns = rows().stream().map(row -> row.line().session().turn() * direction).toList();
        return turns.equals(turns.stream().sorted().toList());
    }

    @Test
    void rows_do_not_move_under_the_pointer_and_do_once_it_is_gone() {
        open();
        robot.moveTo(table());
        List<SessionRow> before = rows();
        then(() -> new Crowd(story).session(40, "late", 1));
        assertEquals(before, rows());
        assertTrue(robot.lookup("#sessions-held").queryAs(Label.class).isVisible());
        robot.moveTo("#sessions-filter");
        await(() -> rows().size() == 14);
        assertEquals(Crowd.id(40), rows().getFirst().id());
        assertFalse(robot.lookup("#sessions-held").queryAs(Label.class).isVisible());
    }

    private void await(java.util.concurrent.Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> {
                paint();
                return condition.call();
            });
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("did not happen within 5 s", e);
        }
    }

    @Test
    void figures_change_in_place() {
        open();
        SessionRow row = rows().getFirst();
        then(() -> story.sends(4, "B"));
        assertEquals(row, rows().getFirst());
        assertEquals("asking", SessionColumn.STATE.text(row.line(), story.now()));
        then(() -> story.decodes(4, "B").pass(900).commits(4, "B").acknowledges(4, "B"));
        assertEquals("400", SessionColumn.TOKENS.text(row.line(), story.now()));
        assertEquals("A turn 3 behind by 1, B turn 4 complete, C behind by 4", SessionColumn.REPLICAS.text(row.line(), story.now()));
    }

    @Test
    void deleting_asks_first_and_Esc_changes_nothing() {
        open();
        robot.clickOn(row(Crowd.id(4)));
        robot.type(KeyCode.DELETE);
        assertEquals("Delete session " + discedge.console.kit.Names.of(Crowd.id(4)), text("#question-yes"));
        robot.type(KeyCode.ESCAPE);
        assertTrue(robot.lookup("#question").tryQuery().isEmpty());
        assertEquals(List.of(), controls.done);
        robot.clickOn("#sessions-more").clickOn("#sessions-delete");
        robot.clickOn("#question-yes");
        assertEquals(List.of("delete " + Crowd.id(4)), controls.done);
        assertTrue(robot.lookup("#notice-deleted").tryQuery().isPresent());
    }

    @Test
    void a_session_that_was_idle_for_too_long_says_so_once_no_node_has_it() throws java.io.IOException {
        open();
        for (String node : List.of("A", "B")) then(() -> story.tell(new ReplicaEvent.Expired(story.now(), node, story.session().id(), 3, Duration.ofHours(2), 3)));
        assertEquals(Condition.EXPIRED, rows().stream().filter(row -> row.id().equals(story.session().id())).findFirst().orElseThrow().line().condition());
        assertEquals("expired, no tokens held", text("#inspector-tokens"));
        picture("sessions-expired");
    }

    @Test
    void in_replay_the_rows_are_those_of_then_and_nothing_can_be_deleted() {
        open();
        onFx(() -> {
            window.console().model().goTo(60, Duration.ZERO);
            return null;
        });
        paint();
        assertTrue(rows().size() < 13, "sessions of later are not shown");
        onFx(() -> {
            window.console().model().follow(rows().getFirst().id());
            return null;
        });
        paint();
        robot.type(KeyCode.DELETE);
        assertTrue(robot.lookup("#question").tryQuery().isEmpty());
        robot.type(KeyCode.END);
        paint();
        assertEquals(13, rows().size());
    }

    @Test
    void a_kilobyte_of_user_and_right_to_left_letters_stand_in_their_cells() {
        open();
        then(() -> new Crowd(story).session(60, "x".repeat(1000), 1).session(61, "مستخدم الحافة", 1));
        await(() -> rows().size() == 15);
        assertEquals(28, onFx(() -> table().getFixedCellSize()));
    }
}
