package discedge.timeline.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a node is expected to take is what it takes of late. */
class RatesTest {
    private static Rates.Fit after(Rates.Fit fit, int measurements, double milliseconds, double each) {
        for (int i = 0; i < measurements; i++) {
            int ids = 10 + i * 37 % 400;
            fit = fit.with(ids, Duration.ofNanos(Math.round((milliseconds + each * ids) * 1e6)));
        }
        return fit;
    }

    @Test
    void aLineThroughWhatWasMeasuredIsFoundAgain() {
        assertEquals(5 + 0.4 * 300, after(Rates.Fit.NONE, 60, 5, 0.4).at(300).orElseThrow().toNanos() / 1e6, 0.01);
        assertTrue(Rates.Fit.NONE.at(300).isEmpty());
    }

    @Test
    void aNodeThatWasSlowWhileOthersComputedIsExpectedToBeQuickAgainAfterAFewDozenTurns() {
        Rates.Fit busy = after(Rates.Fit.NONE, 500, 50, 4);
        assertEquals(50 + 4 * 300, busy.at(300).orElseThrow().toNanos() / 1e6, 0.1);
        assertEquals(5 + 0.4 * 300, after(busy, 60, 5, 0.4).at(300).orElseThrow().toNanos() / 1e6, 3);
    }
}
