package discedge.console.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.model.ConsoleModel;
import discedge.console.model.Frame;
import discedge.console.model.Run;
import discedge.timeline.Story;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class FrameClockTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Story story = Story.threeNodes();
    private FrameClock clock;

    /** Counts how often it is shown, and waits for a number of times. */
    private static final class Counted implements View {
        private final StackPane root = new StackPane();
        private final AtomicInteger shown = new AtomicInteger();
        private volatile Duration every;
        private volatile CountDownLatch more = new CountDownLatch(1);

        Counted(Duration every) {
            this.every = every;
        }

        @Override
        public Node root() {
            return root;
        }

        @Override
        public void show(Frame frame) {
            shown.incrementAndGet();
            more.countDown();
        }

        @Override
        public Duration every() {
            return every;
        }

        boolean isShown(int times) throws InterruptedException {
            more = new CountDownLatch(times);
            return more.await(10, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void start() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        story.world();
        var model = new ConsoleModel(Run.watched("log", story.timeline(), java.util.List.of()));
        clock = new FrameClock(model::frame, story::now);
        fx(clock::start);
    }

    @AfterEach
    void stop() {
        fx(clock::stop);
    }

    @Test
    void a_view_that_suddenly_wants_every_pulse_gets_the_next_one() throws InterruptedException {
        var calm = new Counted(LONG);
        var hasty = new Counted(Duration.ZERO);
        fx(() -> {
            clock.drive(calm);
            clock.drive(hasty);
            new Scene(new StackPane(calm.root(), hasty.root()));
            clock.wake();
        });
        assertTrue(hasty.isShown(3), "a view of every pulse is shown again and again");
        assertEquals(1, calm.shown.get(), "a calm one once");
        calm.every = Duration.ZERO;
        fx(clock::wake);
        assertTrue(calm.isShown(2), "it did not have to sit out its rest");
    }

    @Test
    void what_is_not_seen_does_not_work() throws InterruptedException {
        var hidden = new Counted(Duration.ZERO);
        var seen = new Counted(Duration.ZERO);
        fx(() -> {
            clock.drive(hidden);
            clock.drive(seen);
            var behind = new StackPane(hidden.root());
            behind.setVisible(false);
            new Scene(new StackPane(behind, seen.root()));
            clock.wake();
        });
        assertTrue(seen.isShown(3));
        assertEquals(0, hidden.shown.get());
    }

    private static void fx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }
}
