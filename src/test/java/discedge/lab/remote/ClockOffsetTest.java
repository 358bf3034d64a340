package discedge.lab.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
    private final ClockOffset clock = new ClockOffset();
    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private ClockOffset.Estimate measured(long aheadMs, long there, long back) {
        return clock.measured(now, now.plusMillis(there + aheadMs), Duration.ofMillis(there + back));
    }

    @Test
    void the_shortest_round_trip_tells_most() {
        measured(5000, 40, 0);
        assertEquals(new ClockOffset.Estimate(Duration.ofMillis(5000), Duration.ofMillis(2)), measured(5000, 2, 2));
        assertEquals(Duration.ofMillis(2), measured(5000, 90, 10).uncertainty(), "a slower one later does not make it worse");
    }

    @Test
    void a_clock_an_hour_off_is_seen_as_that() {
        assertEquals(Duration.ofHours(1), measured(3_600_000, 1, 1).offset());
    }

    @Test
    void a_clock_that_was_set_makes_earlier_estimates_void() {
        measured(5000, 1, 1);
        assertEquals(Duration.ofMillis(-20), measured(-20, 10, 10).offset());
        assertEquals(Duration.ofMillis(10), measured(-20, 10, 10).uncertainty());
    }
}
