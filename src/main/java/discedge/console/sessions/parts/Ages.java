package discedge.console.sessions.parts;

import discedge.console.kit.Words;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was, as exactly as a person cares. */
public final class Ages {
    private Ages() {}

    /** {@code now}, {@code 12 s ago}, {@code 3 min ago}, {@code 2 h ago}. */
    public static String text(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 1) return Words.of("sessions.age.now");
        if (seconds < 60) return Words.of("sessions.age.seconds", seconds);
        if (seconds < 3600) return Words.of("sessions.age.minutes", seconds / 60);
        return Words.of("sessions.age.hours", seconds / 3600);
    }
}
