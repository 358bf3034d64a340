package discedge.lab.link;

import java.time.Duration;

/**
 * What one direction of a link does to the bytes on it.
 *
 * @param delay one way, from the sender's byte to the receiver's
 * @param jitter added to the delay, drawn evenly from zero to this; bytes of one connection keep their order
 * @param bytesPerSecond shared by all connections of the direction; 0 = no limit
 * @param cut whether and how the direction is cut
 */
public record LinkProperties(Duration delay, Duration jitter, long bytesPerSecond, Cut cut) {
    /** No delay, no jitter, no limit, no cut. */
    public static final LinkProperties PERFECT = new LinkProperties(Duration.ZERO, Duration.ZERO, 0, Cut.NONE);

    /** @throws IllegalArgumentException if something is negative, or longer than a day */
    public LinkProperties {
        check("delay", delay);
        check("jitter", jitter);
        if (bytesPerSecond < 0) throw new IllegalArgumentException("bandwidth is bytes per second, 0 for no limit, got " + bytesPerSecond);
    }

    public static LinkProperties delayed(Duration delay) {
        return PERFECT.withDelay(delay);
    }

    public LinkProperties withDelay(Duration delay) {
        return new LinkProperties(delay, jitter, bytesPerSecond, cut);
    }

    public LinkProperties withJitter(Duration jitter) {
        return new LinkProperties(delay, jitter, bytesPerSecond, cut);
    }

    public LinkProperties withBytesPerSecond(long bytesPerSecond) {
        return new LinkProperties(delay, jitter, bytesPerSecond, cut);
    }

    public LinkProperties withCut(Cut cut) {
        return new LinkProperties(delay, jitter, bytesPerSecond, cut);
    }

    private static void check(String what, Duration value) {
        if (value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0)
            throw new IllegalArgumentException(what + " is from 0 to 24 hours, got " + value);
    }
}
