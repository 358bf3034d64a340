package discedge.experiment.live;

import discedge.experiment.live.Controls.Refused;
import discedge.lab.remote.NodeAddress;
import discedge.lab.remote.NodeApi;
import discedge.lab.remote.NodeFacts;
import discedge.lab.remote.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Asks who is at an address, and at which others its peers answer. */
final class WhoIsThere {
    private final NodeApi api;
    private final Predicate<String> watched;

    /** @param watched nodes that need not be offered */
    WhoIsThere(NodeApi api, Predicate<String> watched) {
        this.api = api;
        this.watched = watched;
    }

    /** Waits for the answers. @throws Refused if it is no address @throws RemoteException that says what answered instead, or nothing */
    WatchedNodes.Answered ask(String address) throws RemoteException {
        NodeAddress at = parse(address);
        NodeFacts facts = api.facts(at);
        return new WatchedNodes.Answered(at, facts, offers(at, facts), OtherVersions.warning(facts.node(), facts.version()));
    }

    /** @throws Refused if it is none */
    static NodeAddress parse(String address) {
        try {
            return NodeAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw new Refused(Aside.capital(e.getMessage()) + ".");
        }
    }

    /** Peers are known by their replicas' addresses; where their HTTP API is, is tried. */
    private List<WatchedNodes.Offer> offers(NodeAddress at, NodeFacts facts) {
        var found = new ArrayList<WatchedNodes.Offer>();
        for (NodeFacts.Peer peer : facts.peers()) {
            if (peer.name().isEmpty() || watched.test(peer.name())) continue;
            for (NodeAddress guess : guesses(at, facts, peer)) {
                if (!answers(guess, peer.name())) continue;
                found.add(new WatchedNodes.Offer(peer.name(), guess));
                break;
            }
        }
        return found;
    }

    private static List<NodeAddress> guesses(NodeAddress at, NodeFacts facts, NodeFacts.Peer peer) {
        int colon = peer.address().lastIndexOf(':');
        if (colon < 1 || !peer.address().substring(colon + 1).matches("[0-9]{1,5}")) return List.of();
        String host = peer.address().substring(0, colon).replaceAll("^\\[|]$", "");
        boolean here = host.equals("127.0.0.1") || host.equals("localhost") || host.equals("::1");
        int apart = at.port() + Integer.parseInt(peer.address().substring(colon + 1)) - facts.replica();
        var guesses = new ArrayList<NodeAddress>();
        if (apart > 0 && apart < 65_536) guesses.add(new NodeAddress(here ? at.host() : host, apart));
        if (!here) guesses.add(new NodeAddress(host, at.port()));
        return guesses;
    }

    private boolean answers(NodeAddress address, String name) {
        try {
            return api.facts(address).node().equals(name);
        } catch (RemoteException e) {
            return false;
        }
    }
}
