package discedge.console.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.kit.Units;
import discedge.event.WatchEvent;
import discedge.timeline.Story;
import discedge.timeline.world.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import org.junit.jupiter.api.Test;

/** Times of two nodes' clocks that are compared: known to 4 ms at A and 8 ms at B, so to 12 ms between them; C's is ours. */
class UncertainLagTest extends ConsoleTest {
    private static final String UNKNOWN = "<\u00a0±12\u00a0ms";

    @Override
    protected void before(Story story) {
        watched(story, "A", 4);
        watched(story, "B", 8);
        story.turn(1, "A").arrives(1, "A", "B", 5).arrives(1, "A", "C", 7);
    }

    private static void watched(Story story, String node, int uncertainty) {
        story.tell(new WatchEvent.Found(story.now(), node, node + ":1", "e", "1", "simulated", "m-f", "f", "apple-m2", true, 2048, true, 1, 2, List.of(), 1));
        story.tell(new WatchEvent.Beat(story.now(), node, Duration.ZERO, Duration.ofMillis(uncertainty), 1));
    }

    @Test
    void a_lag_below_what_the_clocks_are_known_to_has_no_figure() {
        Duration uncertainty = story.world().uncertainty("A", "B");
        Duration lag = story.world().link("A", "B").flatMap(link -> link.lag().latest(story.now())).map(Samples.Summary::p95).orElseThrow();
        assertEquals(Duration.ofMillis(12), uncertainty);
        assertEquals(UNKNOWN, Units.lag(lag, uncertainty));
        assertEquals("12\u00a0ms", Units.lag(uncertainty, uncertainty));
    }

    @Test
    void the_lag_strip_the_plate_and_the_sessions_say_so() {
        String strip = onFx(() -> window.scene().lookup("#lag-plot").getAccessibleText());
        assertTrue(strip.contains("A→B " + UNKNOWN), strip);
        assertTrue(strip.contains("A→C 7.0\u00a0ms"), "what is known better is a figure: " + strip);
        String plate = robot.lookup("#plate-A-B").queryAs(Label.class).getText();
        assertTrue(plate.contains(UNKNOWN), plate);
        robot.clickOn("#rail-sessions");
        paint();
        Set<String> cells = onFx(() -> window.scene().getRoot().lookupAll(".table-cell").stream().filter(cell -> cell.getParent() != null && cell.isVisible())
                .map(cell -> ((TableCell<?, ?>) cell).getText()).filter(text -> text != null).collect(Collectors.toSet()));
        assertTrue(cells.contains(UNKNOWN), cells.toString());
        assertFalse(cells.contains("5.0\u00a0ms") || cells.contains("7.0\u00a0ms"), cells.toString());
    }
}
