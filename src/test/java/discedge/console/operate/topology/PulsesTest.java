package discedge.console.operate.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.LabEvent;
import discedge.timeline.Story;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records on their way are a function of the log and the cursor. */
class PulsesTest {
    private static final LinkKey THERE = new LinkKey("A", "B");

    private final Story story = Story.threeNodes();

    private PulsesTest delay(int millis) {
        story.tell(new LabEvent.LinkSet(story.now(), "lab", "A", "B", Duration.ofMillis(millis), Duration.ZERO, 0, "none"));
        return this;
    }

    private List<Double> parts(Pulses pulses, World world) {
        pulses.follow(world, story.timeline().store(), Optional.of(Story.SESSION));
        var parts = new ArrayList<Double>();
        pulses.each(THERE, (part, followed) -> parts.add(part));
        return parts;
    }

    @Test
    void a_record_is_shown_ten_times_as_long_as_its_way_takes() {
        delay(50);
        TopologyTest.sent(story.turn(1, "A"), 1, "A", "B").pass(250);
        assertEquals(List.of(0.5), parts(new Pulses(), story.world()));
        assertEquals(List.of(), parts(new Pulses(), story.pass(251).world()));
    }

    @Test
    void never_shorter_than_150_ms_and_never_longer_than_1500() {
        assertEquals(Duration.ofMillis(150), Pulses.travel(Optional.of(Duration.ofMillis(1))));
        assertEquals(Duration.ofMillis(1500), Pulses.travel(Optional.of(Duration.ofMillis(400))));
        assertEquals(Duration.ofMillis(150), Pulses.travel(Optional.empty()));
    }

    @Test
    void a_cursor_that_went_back_shows_what_was_under_way_then() {
        delay(50);
        TopologyTest.sent(story.turn(1, "A"), 1, "A", "B").pass(100);
        Instant then = story.now();
        var pulses = new Pulses();
        assertEquals(List.of(0.2), parts(pulses, story.world()));
        assertEquals(List.of(), parts(pulses, story.pass(10_000).turn(2, "A").world()));
        assertEquals(List.of(0.2), parts(pulses, story.timeline().at(then)), "the same record at the same place");
    }

    @Test
    void what_comes_one_by_one_and_what_is_found_at_once_are_the_same() {
        delay(100);
        story.turn(1, "A");
        var live = new Pulses();
        for (int i = 0; i < 20; i++) {
            TopologyTest.sent(story, 1, "A", "B").pass(30);
            parts(live, story.world());
        }
        assertEquals(parts(new Pulses(), story.world()), parts(live, story.world()));
        assertTrue(live.perSecond(THERE) >= 20);
    }
}
