package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.timeline.Story;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Interaction 6: kill a node; the button says which, and its sessions are listed; later restart it. */
class KillANodeTest extends TopologyTest {
    @Override
    protected void before(Story story) {
        roaming(story);
    }

    private void menu(String node) {
        robot.moveTo(card(node));
        paint();
        robot.clickOn("#more-" + node);
    }

    @Test
    void the_question_says_which_node_and_which_sessions() throws Exception {
        menu("A");
        robot.clickOn("#kill");
        paint();
        assertEquals("Kill node A", robot.lookup("#kill-yes").queryAs(Button.class).getText());
        assertTrue(robot.lookup("#kill-question").lookup(".mono").queryLabeled().getText().contains("u1 · turn 3"));
        assertEquals(List.of(), controls.done, "nothing happens before the answer");
        picture("topology-kill-592");
        robot.clickOn("#kill-yes");
        assertEquals(List.of("begin kill A 0 s"), controls.done);
        assertFalse(shows("#kill-question"));
    }

    @Test
    void Esc_is_no() {
        menu("B");
        robot.clickOn("#kill");
        robot.type(KeyCode.ESCAPE);
        paint();
        assertFalse(shows("#kill-question"));
        assertEquals(List.of(), controls.done);
    }

    @Test
    void a_killed_node_says_since_when_and_can_be_restarted() throws Exception {
        then(() -> story.kills("B").pass(12_000));
        assertEquals("FAILS", state("B"));
        assertEquals("Killed 00:12 ago", robot.from(card("B")).lookup(".outcome").queryLabeled().getText());
        picture("topology-killed-592");
        robot.clickOn("#restart-B");
        assertEquals(List.of("restart B"), controls.done);
        then(() -> story.started("B", "f", false));
        assertEquals("", robot.lookup("#restart-B").tryQuery().filter(javafx.scene.Node::isVisible).map(_ -> "there").orElse(""));
    }

    @Test
    void the_menu_restarts_too() {
        then(() -> story.kills("C"));
        menu("C");
        robot.clickOn("#restart");
        assertEquals(List.of("restart C"), controls.done);
    }

    @Test
    void a_node_cut_from_all_says_so_once() throws Exception {
        then(() -> fault(story, 9, "cut", "C", 30).cuts("A", "C").cuts("B", "C").pass(12_000));
        assertEquals("CUT 00:18", robot.from(card("C")).lookup(".pill.cut").queryLabeled().getText());
        assertFalse(shows("#plate-A-C") || shows("#plate-B-C"), "the links say nothing more");
        picture("topology-isolated-592");
    }

    @Test
    void cut_from_all_is_in_the_menu() {
        menu("C");
        robot.clickOn("#cut-node-30");
        assertEquals(List.of("begin cut C 30 s"), controls.done);
    }
}
