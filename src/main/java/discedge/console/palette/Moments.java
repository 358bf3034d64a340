package discedge.console.palette;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** Moments as people type them. */
final class Moments {
    private Moments() {}

    /** {@code 12:04:31} on the day of {@code now}, or {@code -30s}, {@code -5m} before it; empty if it is no time. */
    static Optional<Instant> of(String text, Instant now) {
        if (text.matches("-[0-9]{1,6}s")) return Optional.of(now.minusSeconds(number(text)));
        if (text.matches("-[0-9]{1,5}m")) return Optional.of(now.minus(Duration.ofMinutes(number(text))));
        if (!text.matches("[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")) return Optional.empty();
        try {
            LocalTime time = LocalTime.parse((text.indexOf(':') == 1 ? "0" : "") + text);
            return Optional.of(now.atZone(ZoneId.systemDefault()).with(time).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static long number(String text) {
        return Long.parseLong(text.substring(1, text.length() - 1));
    }
}
