package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.kit.Theme;
import discedge.event.FredEvent;
import discedge.timeline.Story;
import discedge.timeline.world.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Cards and menus tell of the FReD that keeps a node's records. */
class FredOnCardsTest extends TopologyTest {
    private static final Map<String, String> MEMBERS = Map.of("fredA", "127.0.0.1:9001", "fredB", "127.0.0.1:9002", "fredC", "127.0.0.1:9003");

    @Override
    protected void before(Story story) {
        for (String node : List.of("A", "B")) story.tell(new FredEvent.Ready(story.now(), node, "127.0.0.1:900" + (node.equals("A") ? 1 : 2), "fred" + node, "modelmf7", MEMBERS,
                "127.0.0.1:7001", List.of("nodeB", "nodeC"), Duration.ofMillis(120)));
        story.pass(200).tell(new FredEvent.Compared(story.now(), "A", "fredB", true, "", 14, 2, 1, Duration.ofMillis(3), Duration.ofMillis(2)));
        story.tell(new FredEvent.Compared(story.now(), "A", "fredC", false, "FReD did not answer in time", 0, 0, 0, Duration.ofMillis(250), Duration.ZERO));
        story.turn(1, "A").arrives(1, "A", "B", 20).beats();
    }

    private void trouble() {
        story.tell(new FredEvent.Trouble(story.now(), "B", "127.0.0.1:9002", "FReD cannot be reached: Connection refused", Duration.ofSeconds(2)));
    }

    private void open(String node) {
        onFx(() -> {
            card(node).requestFocus();
            return null;
        });
        robot.push(KeyCode.ENTER);
        robot.clickOn("FReD…");
        paint();
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
    void a_card_whose_records_are_in_fred_says_so_and_another_does_not() {
        assertEquals("FReD", text("#fred-A"));
        assertTrue(shows("#fred-B"));
        assertFalse(shows("#fred-C"), "C keeps its records itself");
    }

    @Test
    void it_is_not_unknown_between_two_comparisons_of_its_keys() {
        then(() -> story.pass(9_000));
        assertFalse(story.timeline().newest().at(story.now()).node("A").orElseThrow().isSilent(story.now()));
        assertTrue(story.timeline().newest().at(story.now()).node("C").orElseThrow().isSilent(story.now()), "C measures its peers every second");
        then(() -> story.pass(7_000));
        assertTrue(story.timeline().newest().at(story.now()).node("A").orElseThrow().isSilent(story.now()));
    }

    @Test
    void in_trouble_it_says_why_and_counts_down_to_the_next_try() throws Exception {
        assertEquals("SAFE", state("B"));
        then(this::trouble);
        assertEquals("FAILS", state("B"), "it would refuse the next turn");
        assertEquals("FReD out · 2 s", text("#fred-B"));
        assertTrue(robot.lookup("#fred-B").queryAs(Label.class).getTooltip().getText().contains("Connection refused"));
        assertTrue(onFx(() -> card("B").getAccessibleText()).contains("Connection refused"));
        then(() -> story.pass(1500).beats());
        assertEquals("FReD out · 1 s", text("#fred-B"));
        then(() -> story.pass(1000).beats());
        assertEquals("FReD out · 2 s", text("#fred-B"), "it is tried again and again, though told once");
        pictures("fred-trouble");
    }

    @Test
    void trouble_and_a_lost_trigger_are_alarms() {
        then(() -> {
            trouble();
            story.tell(new FredEvent.Trigger(story.now(), "A", "t", "127.0.0.1:7001", false, "it was silent"));
        });
        assertEquals(2, story.world().alarms().stream().filter(alarm -> alarm.kind() == Alarm.Kind.FRED_TROUBLE).count());
        assertEquals("FReD trigger lost", text("#fred-A"));
        then(() -> story.tell(new FredEvent.Trigger(story.now(), "A", "t", "127.0.0.1:7001", true, "")));
        assertEquals("FReD", text("#fred-A"));
    }

    @Test
    void a_nodes_menu_leads_to_keygroup_members_trigger_and_users() throws Exception {
        open("A");
        assertEquals("modelmf7", text("#fred-keygroup"));
        assertTrue(text("#fred-node").contains("fredA · clients at 127.0.0.1:9001"));
        assertTrue(text("#fred-member-fredA").startsWith("127.0.0.1:9001 (beside this node)"), text("#fred-member-fredA"));
        assertTrue(text("#fred-member-fredB").contains("14 keys, 1 of this node’s missing there"), text("#fred-member-fredB"));
        assertTrue(text("#fred-member-fredC").contains("FReD did not answer in time"), text("#fred-member-fredC"));
        assertTrue(text("#fred-trigger").contains("registered"));
        assertEquals("nodeB, nodeC", text("#fred-users"));
        pictures("fred-sheet");
    }

    @Test
    void a_FReD_node_inside_the_node_is_called_that() throws Exception {
        then(() -> story.tell(new FredEvent.Ready(story.now(), "B", "embedded", "B", "modelmf7", Map.of("B", "", "C", "127.0.0.1:9003"), "embedded", List.of(), Duration.ofMillis(12))));
        open("B");
        assertTrue(text("#fred-state").startsWith("Its records are in its own FReD node B, in use for"), text("#fred-state"));
        assertEquals("B · inside this node, over its replica", text("#fred-node"));
        assertTrue(text("#fred-member-B").startsWith("serves no FReD clients (this node)"), text("#fred-member-B"));
        assertTrue(text("#fred-member-C").startsWith("127.0.0.1:9003"), text("#fred-member-C"));
        pictures("fred-inside");
    }

    @Test
    void in_replay_both_are_as_they_were_then() {
        Instant before = story.now();
        then(() -> {
            story.pass(500);
            trouble();
            story.pass(500).beats();
        });
        assertEquals("FReD out · 2 s", text("#fred-B"));
        onFx(() -> {
            window.console().model().scrub(before);
            return null;
        });
        paint();
        assertEquals("FReD", text("#fred-B"));
        open("B");
        assertTrue(text("#fred-state").contains("in use for"), text("#fred-state"));
    }
}
