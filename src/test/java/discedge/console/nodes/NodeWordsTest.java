package discedge.console.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import discedge.event.WatchEvent;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeWordsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Timeline timeline = new Timeline(new EventStore(), Source.REMOTE);

    private NodeWords after(int seconds) {
        World world = timeline.catchUp().at(NOW.plusSeconds(seconds));
        return NodeWords.of(world.node("R"), world);
    }

    @Test
    void a_node_of_which_nothing_was_heard_for_longer_than_five_seconds_is_not_said_to_answer() {
        timeline.store().append(new WatchEvent.Found(NOW, "R", "R:1", "e", "1", "simulated", "m", "f", "apple-m2", true, 4096, true, 1, 2, List.of(), 70));
        timeline.store().append(new WatchEvent.Beat(NOW, "R", Duration.ZERO, Duration.ofMillis(1), 70));
        assertEquals("ANSWERS", after(5).state());
        assertEquals("safe", after(5).style());
        assertEquals("UNKNOWN 00:06", after(6).state());
        assertEquals("unknown", after(6).style());
        timeline.store().append(new WatchEvent.Beat(NOW.plusSeconds(7), "R", Duration.ZERO, Duration.ofMillis(1), 70));
        assertEquals("ANSWERS", after(8).state());
    }
}
