package discedge.experiment.scenario;

import java.time.Duration;

/**
 * What a link does to traffic, the same in each direction.
 *
 * @param delay one way
 * @param jitter up to this much more, at random
 * @param bytesPerSecond 0 = no limit
 */
public record LinkShape(Duration delay, Duration jitter, long bytesPerSecond) {
    /** As fast as the machine. */
    public static final LinkShape DIRECT = new LinkShape(Duration.ZERO, Duration.ZERO, 0);
}
