package discedge.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.timeline.Story;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;

class MishapsTest extends ConsoleTest {
    /** Held, or its handler would be forgotten. */
    private final Logger log = Logger.getLogger("discedge");
    private int logged;

    @Override
    protected void before(Story story) {
        story.turn(1, "A");
    }

    @Test
    void a_mistake_of_the_program_is_said_and_logged_once_and_the_window_goes_on() {
        log.setUseParentHandlers(false);
        var counting = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged++;
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(counting);
        var mishaps = new Mishaps();
        var mistake = new IllegalStateException("a view that fails in each frame");
        onFx(() -> {
            mishaps.sayIn(window.console().notices());
            mishaps.uncaughtException(Thread.currentThread(), mistake);
            mishaps.uncaughtException(Thread.currentThread(), mistake);
            return null;
        });
        log.removeHandler(counting);
        log.setUseParentHandlers(true);
        assertEquals(1, logged);
        assertTrue(robot.lookup("#notice-mishap .label").queryAs(Label.class).getText().contains("IllegalStateException"));
        assertTrue(stage.isShowing());
    }
}
