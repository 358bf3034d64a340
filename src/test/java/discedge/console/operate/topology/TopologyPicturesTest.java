package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.kit.Theme;
import discedge.event.LabEvent;
import discedge.event.PeerEvent;
import discedge.timeline.Story;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pictures of the topology in its states, to look at, and what they must say. */
class TopologyPicturesTest extends TopologyTest {
    @Override
    protected void before(Story story) {
        roaming(story);
    }

    private void pictures(String name) throws IOException {
        for (Theme theme : Theme.values()) {
            theme(theme);
            for (double[] room : new double[][] {{592, 424}, {950, 560}}) {
                room(room[0], room[1]);
                picture("topology-" + name + "-" + (int) room[0]);
            }
        }
    }

    @Test
    void at_rest() throws IOException {
        pictures("rest");
        assertEquals("following s-" + Story.SESSION.value().substring(0, 3) + " · user u1 · next turn 4 · strong", text("#following"));
        assertEquals("u1 · 8\u00a0ms · press 1–3", text("#client-tag"));
        room(1380, 820);
        picture("topology-rest-large");
    }

    @Test
    void after_a_roam_the_forecast_stands_beside_what_came_of_it() throws IOException {
        then(() -> roamed(story, "A", "C"));
        assertTrue(text("#roam-outcome").startsWith("forecast WAIT ≈ 6\u00a0ms · first token ≈ 465\u00a0ms"), text("#roam-outcome"));
        then(() -> {
            story.sends(4, "C").arrives(3, "A", "C", 40);
            story.decodes(4, "C").pass(300);
        });
        assertTrue(text("#roam-outcome").startsWith("WAIT ≈ 6\u00a0ms, waited 0\u00a0ms · first token ≈ 465\u00a0ms, was "), text("#roam-outcome"));
        pictures("roamed");
    }

    @Test
    void many_records_a_second_are_a_moving_dash() throws IOException {
        then(() -> {
            for (int i = 0; i < 50; i++) sent(story, 3, "A", "B").pass(15);
        });
        pictures("stream");
    }

    @Test
    void a_fault_on_a_link_and_a_stream_that_is_down() throws IOException {
        then(() -> {
            fault(story, 4, "delay", "A-B", 60).tell(new LabEvent.LinkSet(story.now(), "lab", "A", "B", Duration.ofMillis(107), Duration.ZERO, 0, "none"));
            story.tell(new PeerEvent.Down(story.now(), "A", "C", "127.0.0.1:7001", "connection reset", Duration.ofSeconds(4)));
            story.tell(new PeerEvent.Down(story.now(), "C", "A", "127.0.0.1:7002", "connection reset", Duration.ofSeconds(4)));
            story.pass(3_000).beats();
        });
        assertEquals("20\u00a0ms · lag 54\u00a0ms · delay ends 00:57", text("#plate-A-B"));
        assertEquals("down for 3\u00a0s", text("#plate-A-C"));
        pictures("faults");
    }

    @Test
    void nothing_heard_for_a_while_is_never_green() throws IOException {
        then(() -> story.pass(6_000));
        for (String node : new String[] {"A", "B", "C"}) assertEquals("UNKNOWN", state(node));
        pictures("silent");
    }

    @Test
    void with_less_motion_records_are_a_rate() throws IOException {
        onFx(() -> {
            window.console().settings().set(window.console().settings().now().withReducedMotion(true));
            return null;
        });
        then(() -> {
            for (int i = 0; i < 4; i++) sent(story, 3, "A", "B").pass(15);
        });
        paint();
        assertTrue(text("#plate-A-B").endsWith(" · 5/s") || text("#plate-A-B").endsWith(" · 4/s"), text("#plate-A-B"));
    }

    @Test
    void in_client_side_mode_every_node_is_safe_and_the_upload_is_told() {
        then(() -> {
            story.asks("client-side", "strong").turn(4, "A");
            story.tell(new discedge.event.ClientEvent.TurnBytes(story.now(), "A", "client", Story.SESSION, 4, 3_100, 900));
        });
        assertEquals("SAFE", state("C"));
        assertTrue(robot.from(card("C")).lookup(".outcome").queryLabeled().getText().startsWith("uploads 3.1\u00a0kB · "));
    }

    @Test
    void under_available_a_node_that_cannot_catch_up_is_stale() throws IOException {
        then(() -> {
            story.asks("tokenized", "available").turn(4, "A");
            story.cuts("A", "C").cuts("B", "C").pass(100).beats();
        });
        assertEquals("STALE 2 turns", state("C"));
        pictures("stale");
    }

    @Test
    void a_recorded_run_says_so() {
        assertFalse(text("#roamed").isEmpty());
        onFx(() -> {
            window.console().model().hold();
            return null;
        });
        paint();
        assertEquals("Replay: End returns to live", text("#roamed"));
    }
}
