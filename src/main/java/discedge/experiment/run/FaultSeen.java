package discedge.experiment.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A fault that was put in place during a run.
 *
 * @param kind as in scenario files
 * @param target as in scenario files
 * @param planned how long it was to last; zero = to the end
 * @param ended empty while it lasts
 */
public record FaultSeen(long number, String kind, String target, Instant began, Duration planned, Optional<Instant> ended) {
    /** From its begin to its end, if it ended. */
    public Optional<Duration> lasted() {
        return ended.map(end -> Duration.between(began, end));
    }

    /** It was in place at some time between the two. */
    public boolean touches(Instant from, Instant to) {
        return !began.isAfter(to) && ended.map(end -> !end.isBefore(from)).orElse(true);
    }
}
