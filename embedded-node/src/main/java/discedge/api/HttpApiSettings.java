package discedge.api;

import discedge.context.TurnRequest;
import java.time.Duration;

/**
 * Limits of the HTTP API.
 *
 * @param maxBody the longest request body, in bytes
 * @param ping a comment goes out on an event stream that is silent for so long
 * @param eventBacklog events a slow reader of {@code GET /events} may be behind before it loses its connection
 * @param maxWait how long a request that does not say may wait for the replica
 * @param idleTtl of sessions whose first turn does not say; zero = no limit
 * @param drain how long {@link HttpApi#close} lets requests under way finish
 */
public record HttpApiSettings(int maxBody, Duration ping, int eventBacklog, Duration maxWait, Duration idleTtl, Duration drain) {
    public static final HttpApiSettings DEFAULT = new HttpApiSettings(1 << 20, Duration.ofSeconds(10), 65_536, TurnRequest.DEFAULT_MAX_WAIT,
            Duration.ZERO, Duration.ofSeconds(5));

    public HttpApiSettings {
        if (maxBody < 1 || eventBacklog < 1 || ping.isNegative() || ping.isZero() || drain.isNegative())
            throw new IllegalArgumentException("limits of the HTTP API must be positive");
    }
}
