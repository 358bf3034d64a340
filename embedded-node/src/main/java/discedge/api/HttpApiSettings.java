package discedge.api;

import java.time.Duration;

/**
 * Limits of the HTTP API.
 *
 * @param maxBody the longest request body, in bytes
 * @param ping a comment goes out on an event stream that is silent for so long
 * @param eventBacklog events a slow reader of {@code GET /events} may be behind before it loses its connection
 * @param drain how long {@link HttpApi#close} lets requests under way finish
 */
public record HttpApiSettings(int maxBody, Duration ping, int eventBacklog, Duration drain) {
    public static final HttpApiSettings DEFAULT = new HttpApiSettings(1 << 20, Duration.ofSeconds(10), 65_536, Duration.ofSeconds(5));

    public HttpApiSettings {
        if (maxBody < 1 || eventBacklog < 1 || ping.isNegative() || ping.isZero() || drain.isNegative())
            throw new IllegalArgumentException("limits of the HTTP API must be positive");
    }
}
