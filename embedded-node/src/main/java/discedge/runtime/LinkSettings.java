package discedge.runtime;

import java.time.Duration;

/**
 * The times of the replica links.
 *
 * @param connectWithin TCP connection must stand by then
 * @param helloWithin the peer must have said something by then, counted from the dial or from the accepted stream
 * @param firstRetry wait after the first dial that failed; doubles with each one
 * @param longestRetry the wait does not grow beyond this
 * @param steadyAfter a link that stood for so long and is lost is dialled again at once; one that did not counts as a failed dial
 * @param lastWords how long a link that is being closed may take to deliver what was sent before
 */
public record LinkSettings(Duration connectWithin, Duration helloWithin, Duration firstRetry, Duration longestRetry,
                           Duration steadyAfter, Duration lastWords) {
    public static LinkSettings usual() {
        return new LinkSettings(Duration.ofMillis(1500), Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofSeconds(2),
                Duration.ofSeconds(1), Duration.ofMillis(300));
    }

    LinkSettings withHelloWithin(Duration time) {
        return new LinkSettings(connectWithin, time, firstRetry, longestRetry, steadyAfter, lastWords);
    }

    LinkSettings withSteadyAfter(Duration time) {
        return new LinkSettings(connectWithin, helloWithin, firstRetry, longestRetry, time, lastWords);
    }
}
