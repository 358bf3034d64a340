package discedge.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
