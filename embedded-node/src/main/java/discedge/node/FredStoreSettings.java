package discedge.node;

import discedge.runtime.fred.FredTls;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The FReD that keeps a node's turn records.
 *
 * @param address host:port of the client interface of the FReD node beside this one
 * @param tls empty = in plain text, which only an embedded replica serves
 * @param triggerListen host:port where FReD tells of arrivals; port 0 = any that is free
 * @param triggerAdvertise where FReD reaches that; empty = as {@code triggerListen}
 * @param node the FReD node's name; empty = the one that advertises {@code address}
 * @param users the certificate names of the other edge nodes, to whom the one that makes the keygroup opens it
 * @param peers by FReD node, where its client interface is reached from here, if not where it says
 */
public record FredStoreSettings(String address, Optional<FredTls> tls, String triggerListen, Optional<String> triggerAdvertise, Optional<String> node,
                                List<String> users, Map<String, String> peers) {
    public FredStoreSettings {
        users = List.copyOf(users);
        peers = Map.copyOf(peers);
    }
}
