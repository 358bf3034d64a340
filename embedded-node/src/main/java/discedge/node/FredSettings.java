package discedge.node;

import discedge.runtime.fred.FredTls;
import java.util.Optional;

/**
 * How a node serves FReD's clients.
 *
 * @param port 0 = any that is free
 * @param advertise {@code host:port} that other nodes tell their clients; empty = loopback and the port
 * @param tls empty = in plain text, on the loopback interface only
 */
public record FredSettings(int port, Optional<String> advertise, Optional<FredTls> tls) {}
