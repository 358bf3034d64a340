package discedge.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.experiment.live.Controls.Demonstration;
import discedge.timeline.Story;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class ShellTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        story.turn(1, "A");
    }

    @Test
    void the_rail_and_ctrl_with_a_number_lead_to_the_same_screens() {
        robot.clickOn("#rail-sessions");
        assertEquals(Screen.SESSIONS, window.shell().shown());
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT7).release(KeyCode.DIGIT7, KeyCode.CONTROL);
        assertEquals(Screen.EVENTS, window.shell().shown());
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT1).release(KeyCode.DIGIT1, KeyCode.CONTROL);
        assertEquals(Screen.OPERATE, window.shell().shown());
    }

    @Test
    void the_window_says_whether_it_is_live_and_End_returns_to_live() {
        onFx(() -> {
            window.console().model().goTo(3, java.time.Duration.ZERO);
            return null;
        });
        paint();
        assertTrue(robot.lookup("#mode").queryAs(Label.class).getText().startsWith("REPLAY"));
        robot.type(KeyCode.END);
        paint();
        assertEquals("LIVE", robot.lookup("#mode").queryAs(Label.class).getText());
    }

    @Test
    void an_event_that_cannot_be_folded_is_said_once_and_counted_and_the_rest_goes_on() {
        NodeEvent broken = new ReplicaEvent.HeadMoved(story.now(), "A", null, 4, Story.hash(3), 10);
        then(() -> {
            story.timeline().store().append(broken);
            story.turn(2, "A");
        });
        String said = "An event could not be taken in: replica.head-moved of A. What it says is not shown; the rest goes on. Please report it.";
        assertEquals(said, robot.lookup("#notice-skipped .label").queryAs(Label.class).getText());
        onFx(() -> {
            window.console().notices().close("skipped");
            return null;
        });
        then(() -> story.timeline().store().append(broken));
        assertTrue(robot.lookup("#notice-skipped").tryQuery().isEmpty(), "said once");
        assertTrue(robot.lookup((Label label) -> label.getText() != null && label.getText().endsWith(" · not taken in 2")).tryQuery().isPresent());
    }

    @Test
    void a_screen_that_goes_leaves_the_keyboard_to_the_window_and_to_no_button() {
        robot.press(KeyCode.CONTROL, KeyCode.L).release(KeyCode.L, KeyCode.CONTROL);
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT2).release(KeyCode.DIGIT2, KeyCode.CONTROL);
        assertEquals(window.shell().root(), window.scene().getFocusOwner());
    }

    @Test
    void a_drawer_that_is_closed_leaves_the_keyboard_to_the_window_and_to_no_button() {
        controls.demonstration = Demonstration.PLAYING;
        for (KeyCode drawer : new KeyCode[] {KeyCode.F8, KeyCode.F9}) {
            robot.type(drawer);
            robot.type(KeyCode.TAB);
            robot.type(drawer);
            assertEquals(window.shell().root(), window.scene().getFocusOwner());
        }
        robot.type(KeyCode.SPACE);
        paint();
        assertTrue(robot.lookup("#palette").tryQuery().isEmpty());
        assertTrue(robot.lookup("#mode").queryAs(Label.class).getText().startsWith("REPLAY"), "Space holds the time");
    }

    @Test
    void a_drawer_keeps_the_keyboard_while_it_moves_over_the_screen_and_back() {
        robot.press(KeyCode.CONTROL, KeyCode.COMMA).release(KeyCode.COMMA, KeyCode.CONTROL);
        paint();
        javafx.scene.Node held = onFx(() -> {
            var theme = window.scene().lookup("#settings-theme-dark");
            theme.requestFocus();
            return theme;
        });
        size(960, 640);
        assertEquals(held, window.scene().getFocusOwner());
    }

    @Test
    void the_demonstration_s_longest_caption_is_read_whole_in_the_smallest_window() throws Exception {
        controls.demonstration = Demonstration.PLAYING;
        then(() -> story.tell(new discedge.event.LabEvent.Said(story.now(), "lab", "Turn 12 at B: first token after 112 ms. The client sent its prompt and a counter.")));
        size(960, 640);
        assertEquals(java.util.List.of(), onFx(() -> Sight.cutShort(window.shell().topBar())));
        picture("caption");
        robot.clickOn("#search");
        paint();
        assertTrue(robot.lookup("#palette").tryQuery().isPresent());
    }

    @Test
    void going_back_in_time_moves_nothing_in_the_window() {
        javafx.geometry.Bounds live = bounds("#rail");
        onFx(() -> {
            window.console().model().goTo(3, java.time.Duration.ZERO);
            return null;
        });
        paint();
        assertTrue(robot.lookup("#replay-frame").query().isVisible());
        assertEquals(live, bounds("#rail"));
    }

    private javafx.geometry.Bounds bounds(String node) {
        var found = robot.lookup(node.equals("#rail") ? "#rail-operate" : node).query();
        return found.localToScene(found.getBoundsInLocal());
    }

    @Test
    void alarms_that_nobody_has_seen_are_counted_on_the_way_to_them() {
        assertTrue(!badge().isVisible());
        then(() -> story.tell(new discedge.event.PeerEvent.Mismatch(story.now(), "A", "B", "chat", "another model")));
        assertEquals("1", badge().getText());
        assertEquals("Events, 1 new alarm", robot.lookup("#rail-events").query().getAccessibleText());
        robot.clickOn("#rail-events");
        paint();
        assertTrue(!badge().isVisible(), "they are in sight");
        robot.clickOn("#rail-operate");
        paint();
        assertTrue(!badge().isVisible(), "they were seen");
        then(() -> {
            for (int i = 0; i < 12; i++) story.tell(new discedge.event.PeerEvent.Mismatch(story.now(), "A", "B", "chat", "another model"));
        });
        assertEquals("9+", badge().getText());
    }

    private Label badge() {
        return (Label) robot.lookup("#rail-events").<javafx.scene.control.ToggleButton>query().getGraphic().lookup("#alarm-badge");
    }

    @Test
    void what_cannot_be_healed_is_said() {
        controls.refusal = "The lab is closing.";
        robot.press(KeyCode.SHIFT, KeyCode.ESCAPE).release(KeyCode.ESCAPE, KeyCode.SHIFT);
        assertEquals("The lab is closing.", robot.lookup("#notice-heal-all .label").queryAs(Label.class).getText());
    }

    @Test
    void what_there_is_nothing_to_say_of_has_no_place_in_the_status_bar() {
        assertTrue(robot.lookup(".status .label").<Label>queryAll().stream().allMatch(label -> label.isManaged() != label.getText().isEmpty()));
    }

    @Test
    void a_picture_of_the_empty_window() throws Exception {
        picture("shell");
        theme(discedge.console.kit.Theme.LIGHT);
        size(960, 640);
        picture("shell");
    }

    @Test
    void once_a_person_has_taken_over_it_says_that_the_demonstration_is_paused_and_offers_to_resume_it() {
        then(() -> controls.demonstration = Demonstration.PLAYING);
        assertTrue(robot.lookup("#notice-demonstration").tryQuery().isEmpty());
        then(() -> controls.demonstration = Demonstration.PAUSED);
        assertEquals("Demo paused", robot.lookup("#notice-demonstration .label").queryAs(Label.class).getText());
        robot.clickOn("Resume");
        assertEquals(java.util.List.of("resume"), controls.done);
        paint();
        assertTrue(robot.lookup("#notice-demonstration").tryQuery().isEmpty());
        then(() -> controls.demonstration = Demonstration.PAUSED);
        then(() -> controls.demonstration = Demonstration.PLAYING);
        assertTrue(robot.lookup("#notice-demonstration").tryQuery().isEmpty(), "resumed elsewhere, it is gone");
    }
}
