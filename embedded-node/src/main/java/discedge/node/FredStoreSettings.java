package discedge.node;

import discedge.fred.store.InProcess;
import discedge.runtime.fred.FredDeadlines;
import discedge.runtime.fred.FredTls;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The FReD that keeps a node's turn records.
 *
 * @param address host:port of the client interface of the FReD node beside this one; or the one of the same process, see {@link #embedded}
 * @param tls empty = in plain text, which only an embedded replica serves
 * @param triggerListen host:port where FReD tells of arrivals; port 0 = any that is free
 * @param triggerAdvertise where FReD reaches that; empty = as {@code triggerListen}
 * @param node the FReD node's name; empty = the one that advertises {@code address}
 * @param users the certificate names of the other edge nodes, to whom the one that makes the keygroup opens it
 * @param peers by FReD node, where its client interface is reached from here, if not where it says
 * @param deadlines of calls to FReD's nodes
 */
public record FredStoreSettings(String address, Optional<FredTls> tls, String triggerListen, Optional<String> triggerAdvertise, Optional<String> node,
                                List<String> users, Map<String, String> peers, FredDeadlines deadlines) {
    public FredStoreSettings {
        users = List.copyOf(users);
        peers = Map.copyOf(peers);
    }

    /** With the usual deadlines. */
    public FredStoreSettings(String address, Optional<FredTls> tls, String triggerListen, Optional<String> triggerAdvertise, Optional<String> node, List<String> users,
                             Map<String, String> peers) {
        this(address, tls, triggerListen, triggerAdvertise, node, users, peers, FredDeadlines.DEFAULT);
    }

    /** The FReD node of the same process, over the node's own replica. @param users certificate names of FReD's clients to whom the keygroup is opened */
    public static FredStoreSettings embedded(List<String> users) {
        return new FredStoreSettings(InProcess.ADDRESS, Optional.empty(), InProcess.ADDRESS, Optional.empty(), Optional.empty(), users, Map.of());
    }

    /** It is in the same process; else at a host and port. */
    public boolean isEmbedded() {
        return address.equals(InProcess.ADDRESS);
    }
}
