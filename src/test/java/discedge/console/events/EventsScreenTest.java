package discedge.console.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.Drama;
import discedge.console.kit.Theme;
import discedge.timeline.Cursor;
import discedge.timeline.Story;
import discedge.timeline.log.TimedEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.VerticalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** Interaction 7: click a 409 or a wait; and finding any event of the log. */
class EventsScreenTest extends ConsoleTest {
    /** Monocle's wheel turns the other way round. */
    private static final VerticalDirection UP = VerticalDirection.DOWN;

    @Override
    protected void before(Story story) {
        Drama.play(story);
    }

    @BeforeEach
    void go() {
        robot.clickOn("#rail-events");
        paint();
    }

    // ---- following and replay (7)

    @Test
    void the_newest_event_is_at_the_foot_and_followed() {
        assertEquals(story.timeline().store().size(), lastRow().getItem());
        then(() -> story.pass(100).turn(80, "A"));
        paint();
        assertEquals(story.timeline().store().size(), lastRow().getItem());
    }

    @Test
    void scrolling_up_stops_following_and_offers_the_latest() {
        robot.moveTo("#events-list");
        for (int i = 0; i < 10; i++) robot.scroll(UP);
        paint();
        long there = lastRow().getItem();
        then(() -> story.pass(100).turn(80, "A"));
        assertEquals(there, lastRow().getItem());
        robot.clickOn("#events-latest");
        paint();
        assertEquals(story.timeline().store().size(), lastRow().getItem());
        assertFalse(robot.lookup("#events-latest").query().isVisible());
    }

    @Test
    void a_click_on_a_409_goes_to_5_s_before_it_all_views_rewind_and_End_returns_to_live_with_nothing_lost() throws Exception {
        search("409");
        TimedEvent refusal = story.timeline().store().get(rows().getFirst().getItem());
        assertEquals("turn.refused", refusal.type());
        robot.clickOn(rows().getFirst());
        paint();
        assertEquals(refusal.time().minusSeconds(5), held().time());
        assertTrue(text("#mode").startsWith("REPLAY"));
        assertEquals("00:01:", text("#time-now").substring(0, 6));
        assertTrue(robot.lookup("#events-held").query().isVisible());
        then(() -> story.pass(500).turn(80, "A"));
        assertEquals(refusal.time().minusSeconds(5), held().time());
        robot.type(KeyCode.END);
        paint();
        assertEquals("LIVE", text("#mode"));
        robot.clickOn("#events-find").push(KeyCode.ESCAPE);
        await(() -> items().size() == story.timeline().store().size());
    }

    @Test
    void a_click_on_any_other_event_goes_to_that_event_and_what_is_later_is_grey() {
        EventCell row = rows().get(rows().size() / 2);
        long event = row.getItem();
        robot.clickOn(row);
        paint();
        assertEquals(event, held().event());
        List<String> ahead = rows().stream().filter(each -> each.getItem() > event).map(each -> each.getPseudoClassStates().toString()).toList();
        assertFalse(ahead.isEmpty());
        assertTrue(ahead.stream().allMatch(states -> states.contains("ahead")), ahead.toString());
    }

    @Test
    void stepping_brings_the_cursors_event_into_sight() {
        robot.type(KeyCode.HOME);
        paint();
        paint();
        long event = held().event();
        assertTrue(rows().stream().anyMatch(row -> row.getItem() == event), "event " + event + " is among " + rows().stream().map(EventCell::getItem).toList());
    }

    // ---- finding

    @Test
    void Ctrl_F_leads_to_the_field_and_what_is_read_in_the_list_is_found_whatever_its_case() throws Exception {
        robot.press(KeyCode.CONTROL, KeyCode.F).release(KeyCode.F, KeyCode.CONTROL);
        robot.write("ROAMS FROM a");
        await(() -> items().size() == 5 && count().startsWith("5 of"));
        assertTrue(rows().stream().allMatch(row -> row.getAccessibleText().contains("roams from A to B")));
    }

    @Test
    void what_comes_later_is_found_too() throws Exception {
        search("refuses");
        then(() -> Drama.refuses(story.pass(100), 90, "A"));
        await(() -> items().size() == 2);
        assertTrue(lastRow().getAccessibleText().contains("A refuses turn 90"));
    }

    @Test
    void chips_keep_groups_and_say_how_many_there_are() throws Exception {
        long replica = story.timeline().store().events(1, story.timeline().store().size()).stream().filter(event -> event.type().startsWith("replica.")).count();
        ToggleButton chip = robot.lookup("#events-group-replica").queryAs(ToggleButton.class);
        assertEquals("Replica " + replica, chip.getText());
        robot.clickOn(chip);
        await(() -> items().size() == replica);
        robot.clickOn("#events-group-lab");
        await(() -> items().size() > replica);
    }

    @Test
    void nodes_and_the_followed_session_narrow_the_list() throws Exception {
        robot.clickOn("#events-nodes");
        robot.clickOn("#events-node-C");
        await(() -> !items().isEmpty() && rows().stream().allMatch(row -> row.getAccessibleText().contains(" C ")));
        robot.clickOn("#events-nodes");
        robot.clickOn("#events-node-C");
        await(() -> items().size() == story.timeline().store().size());
        robot.clickOn("#events-session");
        await(() -> count().contains(" of ") && items().size() > 100);
        assertTrue(rows().stream().allMatch(row -> row.getGraphic().lookup(".event-session") instanceof Label label && label.getText().startsWith("s-")));
    }

    @Test
    void nothing_found_says_so_and_one_button_shows_all_again() throws Exception {
        search("no such thing");
        await(() -> robot.lookup("#events-empty").query().isVisible());
        robot.clickOn("#events-clear");
        await(() -> items().size() == story.timeline().store().size());
    }

    @Test
    void alarms_stand_out_and_have_a_chip() throws Exception {
        assertEquals("Alarms 1", robot.lookup("#events-alarms").queryAs(ToggleButton.class).getText());
        robot.clickOn("#events-alarms");
        await(() -> items().size() == 1);
        assertTrue(rows().getFirst().getPseudoClassStates().toString().contains("alarm"));
    }

    // ---- details

    @Test
    void the_keyboard_chooses_an_event_shows_it_whole_and_Enter_goes_there() throws Exception {
        search("refuses");
        robot.type(KeyCode.ENTER);
        paint();
        assertEquals("B refuses turn 21: 409 replica_behind, turn 20 is not here", text("#events-sentence"));
        assertEquals("LIVE", text("#mode"));
        assertTrue(robot.lookup("#events-json").queryAs(TextArea.class).getText().contains("\"status\" : 409"));
        robot.type(KeyCode.ENTER);
        paint();
        assertTrue(text("#mode").startsWith("REPLAY"));
    }

    @Test
    void an_event_is_copied_as_a_line_of_a_run_file() throws Exception {
        search("refuses");
        robot.type(KeyCode.ENTER);
        paint();
        robot.clickOn("#events-copy");
        String line = onFx(() -> Clipboard.getSystemClipboard().getString());
        assertTrue(line.startsWith("{\"id\":") && line.contains("\"type\":\"turn.refused\"") && !line.contains("\n"), line);
    }

    // ----

    @Test
    void pictures() throws Exception {
        for (Theme theme : Theme.values()) for (double[] size : new double[][] {{1440, 900}, {960, 640}}) {
            theme(theme);
            size(size[0], size[1]);
            robot.type(KeyCode.END);
            picture("events-full");
            search("turn 2");
            picture("events-filtered");
            search("refuses");
            robot.clickOn(rows().getFirst());
            robot.clickOn("#events-find").push(KeyCode.ESCAPE);
            await(() -> items().size() == story.timeline().store().size());
            paint();
            picture("events-replay");
            robot.type(KeyCode.END);
            search("nothing like it");
            picture("events-none");
            robot.clickOn("#events-clear");
            robot.clickOn("#events-alarms");
            await(() -> items().size() == 1);
            robot.clickOn(rows().getFirst());
            picture("events-alarm");
            onFx(() -> {
                window.console().model().chooseEvent(java.util.Optional.empty());
                return null;
            });
            robot.clickOn("#events-alarms");
        }
    }

    private void search(String text) throws TimeoutException {
        robot.press(KeyCode.CONTROL, KeyCode.F).release(KeyCode.F, KeyCode.CONTROL);
        robot.write(text);
        await(() -> count().contains(" of ") && !count().contains("looked"));
        paint();
    }

    /** Paints until it is so: a search runs on a thread of its own. */
    private void await(java.util.concurrent.Callable<Boolean> so) throws TimeoutException {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> {
            paint();
            return onFx(so);
        });
    }

    private List<EventCell> rows() {
        Set<EventCell> cells = robot.lookup(node -> node instanceof EventCell cell && !cell.isEmpty() && cell.isVisible()).queryAllAs(EventCell.class);
        return cells.stream().sorted(Comparator.comparing(EventCell::getItem)).toList();
    }

    private EventCell lastRow() {
        return rows().getLast();
    }

    @SuppressWarnings("unchecked")
    private List<Long> items() {
        return robot.lookup("#events-list").queryAs(ListView.class).getItems();
    }

    private String count() {
        return text("#events-count");
    }

    private Cursor.Held held() {
        return onFx(() -> (Cursor.Held) window.console().model().playhead().cursor());
    }

    private String text(String query) {
        return robot.lookup(query).queryAs(Label.class).getText();
    }
}
