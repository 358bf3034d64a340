package discedge.console.palette;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.Screen;
import discedge.timeline.Story;
import java.time.Instant;
import java.util.Optional;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Interaction 12: any command, node, session or time, without a mouse. */
class PaletteTest extends ConsoleTest {
    @Override
    protected void before(Story story) {
        story.turn(1, "A");
    }

    private void open() {
        robot.press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        paint();
    }

    private void choose(String text) {
        open();
        robot.write(text);
        paint();
        robot.type(KeyCode.ENTER);
        paint();
    }

    @Test
    void a_command_is_found_by_a_few_letters_and_run() {
        choose("go to sess");
        assertEquals(Screen.SESSIONS, window.shell().shown());
    }

    @Test
    void a_node_is_roamed_to_cut_and_killed() {
        choose("roam to b");
        choose("cut c");
        choose("kill b");
        assertTrue(controls.done.contains("roam client B"), controls.done.toString());
        assertTrue(controls.done.contains("begin cut C 30 s"), controls.done.toString());
        assertTrue(controls.done.contains("begin kill B 0 s"), controls.done.toString());
    }

    @Test
    void a_session_is_followed_and_a_time_gone_to() {
        choose(Story.SESSION.value().substring(0, 12));
        assertEquals(Optional.of(Story.SESSION), window.console().model().frame(story.now()).session());
        choose("-1s");
        assertTrue(!window.console().model().playhead().isLive());
    }

    @Test
    void what_cannot_be_done_now_is_shown_and_does_nothing() {
        open();
        robot.write("return to live");
        paint();
        var list = robot.lookup("#palette-list").<ListView<Entry>>query();
        assertTrue(list.getItems().stream().noneMatch(Entry::enabled));
        robot.type(KeyCode.ENTER);
        assertTrue(robot.lookup("#palette").tryQuery().isPresent());
        robot.type(KeyCode.ESCAPE);
        assertNull(window.scene().lookup("#palette"));
    }

    @Test
    void times_are_read_as_people_type_them() {
        Instant now = Instant.parse("2026-01-01T12:00:00Z");
        assertEquals(Optional.of(now.minusSeconds(30)), Moments.of("-30s", now));
        assertEquals(Optional.of(now.minusSeconds(300)), Moments.of("-5m", now));
        assertTrue(Moments.of("9:04:31", now).isPresent());
        assertEquals(Optional.empty(), Moments.of("99:99", now));
        assertEquals(Optional.empty(), Moments.of("berlin", now));
    }
}
