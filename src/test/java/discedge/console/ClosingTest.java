package discedge.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.timeline.Story;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

class ClosingTest extends ConsoleTest {
    private final AtomicInteger ended = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Optional<String> playing = Optional.empty();
    private boolean asking;
    private Optional<String> unsaved = Optional.empty();
    private Closing closing;

    @Override
    protected void before(Story story) {
        story.turn(1, "A");
    }

    @BeforeEach
    void close() {
        closing = new Closing(window, new Closing.Behind() {
            @Override
            public Optional<String> playing() {
                return playing;
            }

            @Override
            public boolean asking() {
                return asking;
            }

            @Override
            public Optional<String> end() {
                ended.incrementAndGet();
                return unsaved;
            }
        }, closed::countDown);
    }

    private void askToClose() {
        onFx(() -> {
            closing.ask();
            return null;
        });
    }

    private String question() {
        return robot.lookup("#question .t-title").queryAs(Labeled.class).getText();
    }

    private boolean asked() {
        return robot.lookup("#question").tryQuery().isPresent();
    }

    private void assertCloses() throws Exception {
        assertTrue(closed.await(20, TimeUnit.SECONDS));
        assertEquals(1, ended.get());
        assertFalse(stage.isShowing());
    }

    @Test
    void with_nothing_under_way_it_closes_at_once() throws Exception {
        askToClose();
        assertFalse(asked());
        assertCloses();
    }

    @Test
    void while_a_scenario_plays_it_asks_and_keeps_open_when_told_so() throws Exception {
        playing = Optional.of("A cut during a roam");
        askToClose();
        askToClose();
        assertEquals(1, robot.lookup("#question").queryAll().size(), "one question");
        assertEquals("Close while “A cut during a roam” plays?", question());
        picture("closing");
        assertEquals("Keep open", robot.lookup("#question-cancel").queryAs(Button.class).getText());
        robot.clickOn("#question-cancel");
        assertFalse(asked());
        assertEquals(0, ended.get());
        assertTrue(stage.isShowing());
        askToClose();
        robot.type(KeyCode.ESCAPE);
        assertFalse(asked());
        askToClose();
        robot.clickOn("Save and close");
        assertCloses();
    }

    @Test
    void while_a_person_s_turn_is_asked_it_asks() throws Exception {
        asking = true;
        askToClose();
        assertEquals("Close while an answer is on its way?", question());
        robot.clickOn("#question-yes");
        assertCloses();
    }

    @Test
    void what_could_not_be_saved_keeps_the_window_open_and_says_so() throws Exception {
        unsaved = Optional.of("The run could not be saved in runs/x: No space left on device.");
        askToClose();
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> robot.lookup("#notice-unsaved").tryQuery().isPresent());
        assertTrue(stage.isShowing());
        paint();
        robot.clickOn("Close anyway");
        assertCloses();
    }
}
