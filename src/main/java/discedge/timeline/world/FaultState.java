package discedge.timeline.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A fault that was put in place.
 *
 * @param event id of its begin
 * @param number the lab's
 * @param kind as in scenario files
 * @param target {@code A-B}, {@code B} or {@code client-B}
 * @param planned zero = until healed by hand
 * @param ended empty while it lasts
 * @param byHand it was ended before its time
 */
public record FaultState(long event, long number, String kind, String target, Instant began, Duration planned, Optional<Instant> ended, boolean byHand) {
    public boolean active() {
        return ended.isEmpty();
    }

    /** Until it heals by itself, not below zero; empty if that is up to a person, or it is over. */
    public Optional<Duration> remaining(Instant now) {
        if (ended.isPresent() || planned.isZero()) return Optional.empty();
        Duration left = Duration.between(now, began.plus(planned));
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }

    FaultState ended(Instant time, boolean hand) {
        return new FaultState(event, number, kind, target, began, planned, Optional.of(time), hand);
    }
}
