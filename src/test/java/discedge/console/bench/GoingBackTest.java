package discedge.console.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GoingBackTest {
    @Test
    void a_jump_folds_few_events_however_long_the_log() {
        GoingBack.Figures figures = GoingBack.measure(new LoadPlan(4, 200, 50, 1_000, Duration.ofSeconds(5), false, 1), Duration.ofSeconds(20));
        assertTrue(figures.events() > 15_000, figures.toString());
        assertTrue(figures.folded() < 4_096, figures.toString());
        assertEquals(60, figures.millis().count());
        assertTrue(figures.millis().median() > 0 && figures.millis().p95() >= figures.millis().median(), figures.toString());
    }
}
