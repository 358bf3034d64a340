package discedge.console.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.Screen;
import org.junit.jupiter.api.Test;

class NoSessionsTest extends ConsoleTest {
    @Test
    void an_empty_log_says_what_will_be_here_and_where_to_begin() {
        robot.clickOn("#rail-sessions");
        paint();
        assertTrue(robot.lookup("#sessions-empty-text").queryLabeled().getText().startsWith("No session yet."));
        assertTrue(robot.lookup("#sessions-inspector").tryQuery().isEmpty(), "there is nothing to inspect");
        robot.clickOn("#sessions-empty-action");
        assertEquals(Screen.OPERATE, window.shell().shown());
        robot.clickOn("#rail-sessions");
        then(() -> story.turn(1, "A"));
        assertFalse(robot.lookup("#sessions-empty").query().isVisible());
        assertTrue(robot.lookup("#sessions-inspector").tryQuery().isPresent());
    }
}
