package discedge.fred;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The open links, in the order they were opened. */
final class Links {
    private final TreeMap<Long, Link> byNumber = new TreeMap<>();

    void add(Link link) {
        byNumber.put(link.id().number(), link);
    }

    Optional<Link> get(LinkId id) {
        return Optional.ofNullable(byNumber.get(id.number()));
    }

    Optional<Link> remove(LinkId id) {
        return Optional.ofNullable(byNumber.remove(id.number()));
    }

    /** A copy: links may close while it is gone through. */
    List<Link> all() {
        return List.copyOf(byNumber.values());
    }

    /** Links that items go out on. */
    List<DialledLink> sending() {
        var found = new ArrayList<DialledLink>();
        for (Link link : byNumber.values()) if (link instanceof DialledLink dialled && dialled.ready()) found.add(dialled);
        return found;
    }

    /** Links that items come in on. */
    List<AcceptedLink> receiving() {
        var found = new ArrayList<AcceptedLink>();
        for (Link link : byNumber.values()) if (link instanceof AcceptedLink accepted && accepted.exchanging()) found.add(accepted);
        return found;
    }

    Optional<AcceptedLink> receivingFrom(String node) {
        return receiving().stream().filter(link -> link.peer().equals(node)).findFirst();
    }

    /** The origins heard from directly. */
    Set<Origin> live() {
        var live = new TreeSet<Origin>();
        for (AcceptedLink link : receiving()) live.add(link.peerOrigin());
        return live;
    }

    /** For each peer, the link to ask on: the newest that this node dialled, else the newest it accepted. */
    Map<String, Link> toAsk() {
        var best = new TreeMap<String, Link>();
        for (Link link : byNumber.values()) {
            if (link.usable()) best.merge(link.peer(), link, (before, newer) -> before.id().dialled() && !newer.id().dialled() ? before : newer);
        }
        return best;
    }
}
