package discedge.lab.client;

import discedge.context.Consistency;
import discedge.session.ContextMode;
import java.util.Optional;

/**
 * Who a client is and how it speaks.
 *
 * @param name in events
 * @param user sent with a session's first turn
 * @param mode where the context lives; {@code tokenized} is the nodes' default and not sent
 * @param consistency what a node is to do when it is behind
 * @param system the system prompt of each session
 * @param saysWhere each turn goes with the client's position, so that nodes may know its heading
 * @param http2 HTTP/2 without TLS (h2c), known beforehand to be spoken; otherwise HTTP/1.1
 */
public record ClientSettings(String name, String user, ContextMode mode, Consistency consistency, Optional<String> system, boolean saysWhere, boolean http2,
                             RetryPolicy retries) {
    public static ClientSettings of(String name) {
        return new ClientSettings(name, name, ContextMode.TOKENIZED, Consistency.STRONG, Optional.empty(), false, true, RetryPolicy.DEFAULT);
    }

    /** Another client, of a user of its own. */
    public ClientSettings withName(String name) {
        return new ClientSettings(name, name, mode, consistency, system, saysWhere, http2, retries);
    }

    public ClientSettings withUser(String user) {
        return new ClientSettings(name, user, mode, consistency, system, saysWhere, http2, retries);
    }

    public ClientSettings withMode(ContextMode mode) {
        return new ClientSettings(name, user, mode, consistency, system, saysWhere, http2, retries);
    }

    public ClientSettings withConsistency(Consistency consistency) {
        return new ClientSettings(name, user, mode, consistency, system, saysWhere, http2, retries);
    }

    public ClientSettings withSystem(String system) {
        return new ClientSettings(name, user, mode, consistency, Optional.of(system), saysWhere, http2, retries);
    }

    public ClientSettings withHttp2(boolean http2) {
        return new ClientSettings(name, user, mode, consistency, system, saysWhere, http2, retries);
    }

    public ClientSettings withRetries(RetryPolicy retries) {
        return new ClientSettings(name, user, mode, consistency, system, saysWhere, http2, retries);
    }

    public ClientSettings withSaysWhere(boolean saysWhere) {
        return new ClientSettings(name, user, mode, consistency, system, saysWhere, http2, retries);
    }
}
