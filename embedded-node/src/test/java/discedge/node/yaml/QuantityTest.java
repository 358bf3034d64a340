package discedge.node.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @Test
    void durationsAreReadToTheNanosecond() {
        assertEquals(Duration.ofMillis(9), Quantity.duration("9ms"));
        assertEquals(Duration.ofMillis(1500), Quantity.duration("1.5s"));
        assertEquals(Duration.ofMinutes(2), Quantity.duration("2 min"));
        assertEquals(Duration.ofNanos(200), Quantity.duration("0.2us"));
        assertEquals(Duration.ZERO, Quantity.duration("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "ms", "-1s", "1h", "1.s", "1e3ms", "90000000s", "9 ms extra", ""})
    void whatIsNoDurationIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Quantity.duration(text));
    }

    @Test
    void bandwidthsAreBitsASecond() {
        assertEquals(1_250_000, Quantity.bandwidth("10Mbit"));
        assertEquals(62_500, Quantity.bandwidth("500kbit/s"));
        assertEquals(0, Quantity.bandwidth("unlimited"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10MB", "0Mbit", "1bit", "fast"})
    void whatIsNoBandwidthIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Quantity.bandwidth(text));
    }
}
