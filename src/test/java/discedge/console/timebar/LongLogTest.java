package discedge.console.timebar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleTest;
import discedge.console.Drama;
import discedge.event.PeerEvent;
import discedge.timeline.Story;
import discedge.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;

/** Ten minutes of 2,000 events a second: 1.2 million. */
class LongLogTest extends ConsoleTest {
    private static final int EVENTS = 1_200_000;
    /** Between two kept worlds of a log this long. */
    private static final long STRIDE = 4096;

    @Override
    protected void before(Story story) {
        for (int i = 0; i < EVENTS; i++) {
            if (i % 2 == 0) story.pass(1);
            if (i % 20_000 == 0) Drama.roams(story, i % 40_000 == 0 ? "A" : "B", i % 40_000 == 0 ? "B" : "A");
            else story.tell(new PeerEvent.Measured(story.now(), "A", "B", Duration.ofNanos(20_000_000 + i % 1000)));
        }
    }

    @Test
    void scrubbing_anywhere_folds_no_more_than_lies_between_two_kept_worlds_there_and_before_its_last_roam() {
        Timeline timeline = story.timeline();
        Bounds canvas = onFx(() -> robot.lookup("#time-canvas").query().localToScreen(robot.lookup("#time-canvas").query().getLayoutBounds()));
        onFx(() -> window.console().commands().run("zoom-time-out"));
        paint();
        for (int i = 1; i <= 25; i++) {
            // Hither and thither, so that no position is near the one before.
            double x = canvas.getMinX() + 20 + (canvas.getWidth() - 60) * (i * 7 % 25) / 25;
            robot.moveTo(new Point2D(x, canvas.getMinY() + 6));
            long before = timeline.folded();
            robot.press(MouseButton.PRIMARY).release(MouseButton.PRIMARY);
            paint();
            // Once for the position, once for the moment before its last roam, whose forecast is told.
            assertTrue(timeline.folded() - before <= 2 * STRIDE, timeline.folded() - before + " events folded for one position");
        }
        assertTrue(timeline.store().size() >= EVENTS);
        tellsWhatAPositionCosts();
    }

    /** For the log of the build: nothing here can fail. */
    private void tellsWhatAPositionCosts() {
        double worst = 0;
        for (int i = 1; i <= 40; i++) {
            Instant there = story.now().minusMillis(i * 104_729L % 600_000);
            worst = Math.max(worst, onFx(() -> {
                long begun = System.nanoTime();
                window.console().model().scrub(there);
                window.console().frames().showAll();
                return (System.nanoTime() - begun) / 1e6;
            }));
        }
        System.getLogger("discedge.timeline").log(System.Logger.Level.INFO, "1.2 million events: worst of 40 positions, folding and all views, %.0f ms on the FX thread".formatted(worst));
    }
}
