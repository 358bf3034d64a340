package discedge.console.timebar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static List<Instant> ticks(Instant from) {
        return Stretch.of(from, Duration.ofSeconds(20), 400).ticks();
    }

    @Test
    void no_label_begins_left_of_what_is_shown() {
        assertEquals(NOON.plusSeconds(5), ticks(NOON.plusMillis(1)).getFirst());
        assertEquals(NOON, ticks(NOON).getFirst());
    }
}
