package discedge.runtime;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next dial: longer with each failure, a little different each time. Not thread-safe. */
final class Backoff {
    private final LinkSettings settings;
    private final RandomGenerator random;
    private int failures;

    Backoff(LinkSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    Duration afterFailure() {
        long doubled = settings.firstRetry().toNanos() << Math.min(failures++, 16);
        long capped = Math.min(doubled, settings.longestRetry().toNanos());
        return Duration.ofNanos((long) (capped * random.nextDouble(0.75, 1.0)));
    }

    /** A link was lost that had stood for {@code stood}. */
    Duration afterLoss(Duration stood) {
        if (stood.compareTo(settings.steadyAfter()) < 0) return afterFailure();
        failures = 0;
        return Duration.ZERO;
    }
}
