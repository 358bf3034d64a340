package discedge.lab.relay;

import discedge.lab.link.LinkProperties;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What {@code discedge links} runs.
 *
 * @param control where its HTTP API listens
 * @param relays at least one; those between the same two places share one link
 */
public record RelayPlan(InetSocketAddress control, List<Relay> relays) {
    public RelayPlan {
        relays = List.copyOf(relays);
    }

    /**
     * A port that leads to another place.
     *
     * @param from the place that dials it: a node's name, or a client's
     * @param to the place it leads to
     * @param listen where {@code from} dials instead of {@code target}
     * @param target where {@code to} really is
     * @param shape of both directions; of two relays between the same places the first one's counts
     */
    public record Relay(String from, String to, InetSocketAddress listen, InetSocketAddress target, LinkProperties shape) {}
}
