package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.kit.Theme;
import discedge.timeline.Story;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes say what they evaluate ahead; where they have, the drag says WARM and how soon. */
class WarmingTest extends TopologyTest {
    private boolean down;

    @Override
    protected void before(Story story) {
        story.turn(1, "A").arrives(1, "A", "B", 20).arrives(1, "A", "C", 30).turn(2, "C").arrives(2, "C", "A", 20).arrives(2, "C", "B", 20);
        for (int turn = 3; turn <= 4; turn++) story.turn(turn, "A").arrives(turn, "A", "B", 20).arrives(turn, "A", "C", 30);
        story.beats();
    }

    @AfterEach
    void letGo() {
        if (down) robot.drop();
    }

    private String drop(String node) {
        robot.drag(client());
        down = true;
        robot.moveBy(0, 10);
        robot.moveTo(middle(node));
        paint();
        return text("#client-drop");
    }

    private void pictures(String name) throws Exception {
        for (Theme theme : Theme.values()) for (int[] size : new int[][] {{1440, 900}, {960, 640}}) {
            theme(theme);
            size(size[0], size[1]);
            picture(name);
        }
        theme(Theme.DARK);
        size(1440, 900);
    }

    @Test
    void a_card_says_what_its_node_evaluates_ahead_while_it_does() throws Exception {
        assertFalse(shows("#warming-B"));
        then(() -> story.warming(4, "B").pass(120).beats());
        assertTrue(shows("#warming-B"));
        assertTrue(text("#warming-B").startsWith("warming "), text("#warming-B"));
        assertTrue(onFx(() -> card("B").getAccessibleText()).contains("Evaluates 400 tokens of "));
        pictures("topology-warming");
        then(() -> story.warm(4, "B", 300));
        assertFalse(shows("#warming-B"));
    }

    @Test
    void dragged_over_a_cold_node_the_client_is_told_so_and_how_soon() {
        assertTrue(drop("B").matches("drop on B · SAFE · first token ≈ 4\\d\\d\u00a0ms, COLD · Esc cancels"), text("#client-drop"));
    }

    @Test
    void dragged_over_a_warm_one_too() throws Exception {
        then(() -> story.warming(4, "B").warm(4, "B", 410).beats());
        assertTrue(drop("B").matches("drop on B · SAFE · first token ≈ \\d\\d\u00a0ms, WARM · Esc cancels"), text("#client-drop"));
        picture("topology-drop-warm");
    }

    @Test
    void in_replay_it_is_what_was_so_then() {
        var moment = new java.time.Instant[1];
        then(() -> {
            story.warming(4, "B").pass(200);
            moment[0] = story.now();
            story.warm(4, "B", 300);
        });
        assertFalse(shows("#warming-B"));
        onFx(() -> {
            window.console().model().scrub(moment[0]);
            return null;
        });
        paint();
        assertTrue(shows("#warming-B"), "at the cursor B was still at it");
    }

    @Test
    void a_nodes_menu_lists_what_is_in_its_cache_and_leads_to_the_session() {
        then(() -> story.warming(4, "B").warm(4, "B", 410).beats());
        onFx(() -> {
            card("B").requestFocus();
            return null;
        });
        robot.push(javafx.scene.input.KeyCode.ENTER);
        assertFalse(robot.lookup("In the KV cache").queryAll().isEmpty());
    }
}
