package discedge.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WakeupsTest {
    private final NodeClock clock = new NodeClock();
    private final Wakeups wakeups = new Wakeups("test-wakeups", clock);
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        wakeups.close();
    }

    @Test
    void theClockNeverGoesBackAndShowsWholeMicroseconds() {
        Instant last = clock.instant();
        for (int i = 0; i < 10_000; i++) {
            Instant now = clock.instant();
            assertFalse(now.isBefore(last));
            assertEquals(0, now.getNano() % 1_000);
            last = now;
        }
        assertTrue(Duration.between(last, Instant.now()).abs().compareTo(Duration.ofMinutes(1)) < 0);
    }

    @Test
    void thingsRunInTheOrderOfTheirTimesAndNeverEarly() throws Exception {
        var allScheduled = new CountDownLatch(1);
        wakeups.schedule(Duration.ZERO, () -> await(allScheduled));
        Instant start = clock.instant();
        Instant[] at = new Instant[1];
        wakeups.schedule(start.plusMillis(60), () -> {
            at[0] = clock.instant();
            ran.add("last");
        });
        wakeups.schedule(start.plusMillis(20), () -> ran.add("second"));
        wakeups.schedule(start.minusSeconds(5), () -> ran.add("first"));
        allScheduled.countDown();
        for (String name : List.of("first", "second", "last")) assertEquals(name, ran.poll(15, TimeUnit.SECONDS));
        assertFalse(at[0].isBefore(start.plusMillis(60)));
    }

    @Test
    void whatIsCancelledDoesNotRunAndWhatThrowsDoesNotStopTheRest() throws Exception {
        BlockingQueue<Throwable> caught = new LinkedBlockingQueue<>();
        Wakeups.Wakeup cancelled = wakeups.schedule(Duration.ofMillis(20), () -> ran.add("cancelled"));
        wakeups.schedule(Duration.ZERO, () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> caught.add(e));
            throw new IllegalStateException("on purpose");
        });
        cancelled.cancel();
        wakeups.schedule(Duration.ofMillis(40), () -> ran.add("after"));
        assertEquals("after", ran.poll(15, TimeUnit.SECONDS));
        assertEquals("on purpose", caught.take().getMessage());
    }

    @Test
    void afterClosingNothingRuns() throws Exception {
        wakeups.schedule(Duration.ofMillis(30), () -> ran.add("pending"));
        wakeups.close();
        wakeups.schedule(Duration.ZERO, () -> ran.add("late")).cancel();
        try (Wakeups other = new Wakeups("other", clock)) {
            other.schedule(Duration.ofMillis(80), () -> ran.add("other"));
            assertEquals("other", ran.poll(15, TimeUnit.SECONDS));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
