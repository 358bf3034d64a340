package discedge.runtime;

import static org.junit.jupiter.api.Assertions.*;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RealPacerTest {
    private final RealPacer pacer = new RealPacer();

    @Test
    void itWaitsUntilTheMomentAndNotForMomentsPast() throws InterruptedException {
        long moment = pacer.now() + TimeUnit.MILLISECONDS.toNanos(20);
        pacer.awaitUntil(moment);
        assertTrue(pacer.now() - moment >= 0, "woke too early");
        pacer.awaitUntil(moment - TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void aWaitCanBeInterruptedBeforeAndWhileItLasts() throws InterruptedException {
        long inAnHour = pacer.now() + TimeUnit.HOURS.toNanos(1);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> pacer.awaitUntil(inAnHour));
        for (Thread.Builder builder : new Thread.Builder[] {Thread.ofPlatform(), Thread.ofVirtual()}) {
            var interrupted = new CountDownLatch(1);
            Thread waiting = builder.start(() -> {
                try {
                    pacer.awaitUntil(inAnHour);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
            waiting.interrupt();
            assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        }
    }
}
