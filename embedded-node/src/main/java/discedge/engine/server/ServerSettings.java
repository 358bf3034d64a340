package discedge.engine.server;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a server is reached.
 *
 * @param url without a slash at its end
 * @param apiKey sent as a bearer token
 * @param slots of the server that this engine uses at most; 0 = all that are its own
 * @param patience how long an answer waits for a server that loads or is gone
 */
public record ServerSettings(URI url, Optional<String> apiKey, int slots, Duration patience) {
    public static ServerSettings of(URI url) {
        return new ServerSettings(url, Optional.empty(), 0, Duration.ofSeconds(20));
    }

    /** Without the key, which would end up in logs. */
    @Override
    public String toString() {
        return "ServerSettings[url=" + url + ", slots=" + slots + "]";
    }
}
