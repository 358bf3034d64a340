package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.experiment.live.Controls.Demonstration;
import discedge.timeline.Story;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** Interaction 1: drag the client to B. */
class DragTheClientTest extends TopologyTest {
    private boolean down;

    @Override
    protected void before(Story story) {
        roaming(story);
    }

    @AfterEach
    void letGo() {
        if (down) robot.drop();
    }

    private void pickUp() {
        robot.drag(client());
        down = true;
        robot.moveBy(0, 10);
    }

    private void over(String node) {
        robot.moveTo(middle(node));
        paint();
    }

    private void drop() {
        robot.drop();
        down = false;
        WaitForAsyncUtils.waitForFxEvents();
        paint();
    }

    private double ring(String node) {
        return robot.from(card(node)).lookup(".ring").query().getOpacity();
    }

    private List<String> roams() {
        return controls.done.stream().filter(done -> done.startsWith("roam")).toList();
    }

    @Test
    void forecasts_are_always_there_and_grow_strong_while_the_client_is_dragged() throws Exception {
        assertEquals("SAFE", state("A"));
        assertEquals("SAFE", state("B"));
        assertTrue(state("C").startsWith("WAIT ≈ "), state("C"));
        assertEquals(0.35, ring("B"));
        long before = topology.work().forecasts();
        pickUp();
        until(() -> ring("B") == 1 && ring("C") == 1);
        assertTrue(topology.work().forecasts() >= before + 3, "all forecasts were made anew");
        assertTrue(shows("#client-drop"));
        picture("topology-dragging-592");
    }

    @Test
    void a_drop_on_B_roams_there_once() {
        pickUp();
        over("B");
        assertTrue(text("#client-drop").matches("drop on B · SAFE · first token ≈ \\d+\u00a0ms, COLD · Esc cancels"), text("#client-drop"));
        drop();
        assertEquals(List.of("roam client B"), roams());
        then(() -> roamed(story, "A", "B"));
        assertTrue(card("B").node().client(), "the client is at B");
        assertEquals("Roamed A → B", text("#roamed"));
    }

    @Test
    void going_back_is_another_roam() {
        pickUp();
        over("B");
        drop();
        then(() -> roamed(story, "A", "B"));
        robot.clickOn("#go-back");
        assertEquals(List.of("roam client B", "roam client A"), roams());
    }

    @Test
    void it_snaps_to_where_it_was_dropped_and_stays_there_until_the_roam_is_heard_of() throws Exception {
        pickUp();
        over("B");
        drop();
        until(() -> card("B").localToScene(card("B").getLayoutBounds()).getMinX() <= scene(client()).getX());
        then(() -> roamed(story, "A", "B"));
        assertTrue(onScreen(card("B")).getMinX() <= client().getX());
    }

    private Point2D scene(Point2D screen) {
        return window.scene().getRoot().screenToLocal(screen);
    }

    @Test
    void Esc_puts_it_back_and_nothing_happened() throws Exception {
        Point2D home = client();
        pickUp();
        over("B");
        robot.type(KeyCode.ESCAPE);
        drop();
        assertEquals(List.of(), controls.done);
        until(() -> client().distance(home) < 1);
        assertFalse(shows("#client-drop"));
    }

    @Test
    void the_bare_ground_puts_it_back_and_nothing_happened() throws Exception {
        Point2D home = client();
        pickUp();
        Node ground = robot.lookup("#topology-ground").query();
        robot.moveTo(onScreen(ground).getMaxX() - 40, onScreen(ground).getMaxY() - 40);
        paint();
        assertEquals("drop on a node · Esc cancels", text("#client-drop"));
        drop();
        assertEquals(List.of(), controls.done);
        until(() -> client().distance(home) < 1);
    }

    @Test
    void a_hand_that_shakes_picks_nothing_up() {
        robot.drag(client());
        down = true;
        robot.moveBy(2, 1);
        paint();
        assertFalse(shows("#client-drop"));
        drop();
        assertEquals(List.of(), controls.done);
    }

    @Test
    void a_drop_while_an_answer_is_decoded_moves_the_next_turn_and_says_so() {
        then(() -> story.sends(4, "A").decodes(4, "A").pass(100));
        pickUp();
        over("B");
        drop();
        assertEquals(List.of("roam client B"), roams());
        assertEquals("Turn 4 is still answered by A; turn 5 goes to B.", notice("roam"));
    }

    @Test
    void a_node_killed_while_dragged_over_fails_and_refuses_the_drop() throws Exception {
        pickUp();
        over("B");
        then(() -> story.kills("B"));
        assertEquals("FAILS", state("B"));
        drop();
        assertEquals(List.of(), roams());
        assertEquals("Node B is down: the client stays at A.", notice("roam"));
    }

    @Test
    void in_a_replay_a_drag_shows_the_forecasts_of_then_and_a_drop_does_nothing() throws Exception {
        long then = story.timeline().newest().event();
        then(() -> story.arrives(3, "A", "C", 90));
        assertEquals("SAFE", state("C"));
        onFx(() -> {
            window.console().model().goTo(then, Duration.ZERO);
            return null;
        });
        paint();
        pickUp();
        over("C");
        assertTrue(state("C").startsWith("WAIT ≈ "), state("C"));
        picture("topology-replay-592");
        drop();
        assertEquals(List.of(), controls.done);
        assertTrue(notice("roam").contains("End returns to live"), notice("roam"));
    }

    @Test
    void a_persons_roam_pauses_the_demonstration() {
        controls.demonstration = Demonstration.PLAYING;
        pickUp();
        over("B");
        drop();
        assertEquals(List.of("pause", "roam client B"), controls.done);
    }

    private String notice(String name) {
        return robot.from(robot.lookup("#notice-" + name).<Node>query()).lookup(".label").queryAllAs(javafx.scene.control.Label.class).iterator().next().getText();
    }
}
