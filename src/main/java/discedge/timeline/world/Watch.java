package discedge.timeline.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A node of another process, as the watch over it goes.
 *
 * @param address of its HTTP API
 * @param answers it did when it was asked last
 * @param since when it became so
 * @param why it does not answer, in words; empty while it does
 * @param retryAt the next try; empty while it answers
 * @param clock its clock against ours; empty until measured
 * @param gaps how often events of it could not be had
 */
public record Watch(String address, boolean answers, Instant since, String why, Optional<Instant> retryAt, Optional<Clock> clock, int gaps) {
    /** @param offset what the node's clock is ahead of ours, as far as {@code uncertainty} */
    public record Clock(Duration offset, Duration uncertainty) {}

    /** It has not answered yet. */
    static Watch never(String address, Instant time) {
        return new Watch(address, false, time, "", Optional.empty(), Optional.empty(), 0);
    }

    static Watch found(Optional<Watch> before, String address, Instant time) {
        Instant since = before.filter(Watch::answers).map(Watch::since).orElse(time);
        return new Watch(address, true, since, "", Optional.empty(), before.flatMap(Watch::clock), before.map(Watch::gaps).orElse(0));
    }

    Watch lost(Instant time, String because, Duration retryIn) {
        return new Watch(address, false, answers ? time : since, because, Optional.of(time.plus(retryIn)), clock, gaps);
    }

    Watch measured(Clock now) {
        return new Watch(address, answers, since, why, retryAt, Optional.of(now), gaps);
    }

    Watch gap() {
        return new Watch(address, answers, since, why, retryAt, clock, gaps + 1);
    }
}
