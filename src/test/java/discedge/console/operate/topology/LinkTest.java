package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.timeline.Story;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Interactions 4 and 5: hover half a link and pin it; its menu, Cut 30 s, and healing. */
class LinkTest extends TopologyTest {
    @Override
    protected void before(Story story) {
        roaming(story);
    }

    /** A place on the link's half at {@code from}. */
    private void pointAt(String from, String to) {
        Bounds a = card(from).getBoundsInParent();
        Bounds b = card(to).getBoundsInParent();
        Span span = Span.between(new Box(a.getMinX(), a.getMinY(), a.getWidth(), a.getHeight()), new Box(b.getMinX(), b.getMinY(), b.getWidth(), b.getHeight()));
        Point at = span.at(0.3);
        robot.moveTo(robot.lookup("#topology-ground").query().localToScreen(at.x(), at.y()));
        paint();
    }

    @Test
    void half_a_link_that_is_hovered_shows_what_its_end_has_measured() throws Exception {
        pointAt("A", "B");
        assertTrue(shows("#link-figures"));
        assertEquals("20\u00a0ms", text("#link-trip"));
        assertEquals("54\u00a0ms", text("#link-lag"));
        assertEquals("0 turns", text("#link-behind"));
        picture("topology-hover-592");
        pointAt("B", "A");
        assertEquals("—", text("#link-lag"), "nothing went from B to A");
        robot.moveTo("#following");
        paint();
        assertFalse(shows("#link-figures"));
    }

    @Test
    void turns_behind_are_those_of_the_followed_session() {
        pointAt("A", "C");
        assertEquals("1 turn", text("#link-behind"));
    }

    @Test
    void a_click_pins_it_and_Esc_lets_it_go() throws Exception {
        pointAt("A", "B");
        robot.clickOn();
        robot.moveTo("#following");
        paint();
        assertTrue(shows("#link-figures"));
        assertTrue(shows("#link-more"));
        picture("topology-pinned-592");
        robot.type(KeyCode.ESCAPE);
        paint();
        assertFalse(shows("#link-figures"));
    }

    @Test
    void the_menu_cuts_for_30_s_and_what_follows_is_seen() throws Exception {
        pointAt("A", "C");
        robot.clickOn();
        paint();
        robot.clickOn("#link-more");
        robot.clickOn("#cut-30");
        assertEquals(List.of("begin cut A-C 30 s"), controls.done);
        then(() -> fault(story, 7, "cut", "A-C", 30));
        robot.type(KeyCode.ESCAPE);
        paint();
        assertEquals("heals 00:30 · +1", text("#plate-A-C"));
        then(() -> story.pass(12_000).beats());
        assertEquals("heals 00:18 · +1", text("#plate-A-C"));
        assertTrue(state("C").startsWith("WAIT"), "B still passes on what C lacks: " + state("C"));
        then(() -> fault(story, 8, "cut", "B-C", 0));
        assertEquals("FAILS", state("C"));
        for (discedge.console.kit.Theme theme : discedge.console.kit.Theme.values()) {
            theme(theme);
            picture("topology-cut-592");
        }
    }

    @Test
    void Ctrl_Z_heals_the_last_fault_early() {
        then(() -> fault(fault(story, 7, "cut", "A-C", 30), 8, "delay", "A-B", 60));
        robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        assertEquals(List.of("heal 8"), controls.done);
        then(() -> healed(story, 8, "delay", "A-B"));
        robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        assertEquals(List.of("heal 8", "heal 7"), controls.done);
    }

    @Test
    void Shift_Esc_heals_everything() {
        then(() -> fault(story, 7, "cut", "A-C", 30));
        robot.press(KeyCode.SHIFT, KeyCode.ESCAPE).release(KeyCode.ESCAPE, KeyCode.SHIFT);
        assertEquals(List.of("heal all"), controls.done);
    }

    @Test
    void a_plate_is_reached_by_the_keyboard_and_Shift_F10_opens_its_menu() {
        onFx(() -> {
            robot.lookup("#plate-A-B").query().requestFocus();
            return null;
        });
        robot.press(KeyCode.SHIFT, KeyCode.F10).release(KeyCode.F10, KeyCode.SHIFT);
        robot.clickOn("#cut-silent");
        assertEquals(List.of("begin silent-cut A-B 30 s"), controls.done);
    }

    @Test
    void a_cut_that_a_person_heals_says_cut_and_the_menu_heals_it() {
        then(() -> fault(story, 7, "cut", "B-C", 0));
        assertEquals("cut", text("#plate-B-C"));
        onFx(() -> {
            robot.lookup("#plate-B-C").query().requestFocus();
            return null;
        });
        robot.type(KeyCode.ENTER);
        robot.clickOn("#heal-link");
        assertEquals(List.of("heal 7"), controls.done);
    }

    @Test
    void a_link_not_measured_for_5_s_says_so() {
        then(() -> story.pass(5_100));
        assertTrue(text("#plate-A-B").startsWith("not measured for 5"), text("#plate-A-B"));
    }

    @Test
    void in_a_replay_the_menu_acts_on_nothing() {
        onFx(() -> {
            window.console().model().goTo(story.timeline().newest().event() - 1, java.time.Duration.ZERO);
            return null;
        });
        paint();
        onFx(() -> {
            robot.lookup("#plate-A-B").query().requestFocus();
            return null;
        });
        robot.type(KeyCode.ENTER);
        robot.clickOn("#cut-30");
        assertEquals(List.of(), controls.done);
    }
}
