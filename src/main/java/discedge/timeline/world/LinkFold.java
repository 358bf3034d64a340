package discedge.timeline.world;

import discedge.event.FredEvent;
import discedge.event.LabEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.ReplicaEvent;
import discedge.timeline.log.TimedEvent;
import discedge.timeline.persistent.PersistentMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What an event says about the links. */
final class LinkFold {
    private LinkFold() {}

    static PersistentMap<LinkKey, LinkState> apply(PersistentMap<LinkKey, LinkState> links, TimedEvent timed, PersistentMap<String, NodeState> nodes) {
        Instant time = timed.time();
        return switch (timed.event()) {
            case LabEvent.LinkSet seen -> change(links, seen.from(), seen.to(), link -> link.shape(shape(link, seen, time)));
            case PeerEvent.Up seen -> change(links, seen.node(), seen.peer(),
                    link -> link.peering(new LinkState.Peering(LinkState.Status.UP, time, "", Optional.empty())));
            case PeerEvent.Down seen when seen.peer().isEmpty() -> links;
            case PeerEvent.Down seen -> change(links, seen.node(), seen.peer(), link -> link.peering(down(link, seen, time)));
            case PeerEvent.Measured seen -> change(links, seen.node(), seen.peer(), link -> link.measured(time, seen.roundTrip()));
            case PeerEvent.Mismatch seen -> change(links, seen.node(), seen.peer(), link -> link.peering(
                    new LinkState.Peering(LinkState.Status.MISMATCH, time, "the peer serves another model or tokenizer", Optional.empty())));
            case PeerEvent.Heard seen -> links;
            case ReplicaEvent.Sent seen -> change(links, seen.node(), seen.peer(), link -> link.sent(time, seen.bytes()));
            // What a node wrote itself and gets back, as after a restart, has come no way.
            case ReplicaEvent.Arrived seen when RecordName.isTurn(seen.key()) && !seen.origin().equals(seen.node()) ->
                    change(links, seen.origin(), seen.node(), link -> link.arrived(time, new Clocks(nodes).lag(seen)));
            case ReplicaEvent.Acknowledged seen when seen.origin().equals(seen.node()) ->
                    change(links, seen.node(), seen.peer(), link -> link.acknowledged(seen.epoch(), seen.number()));
            case FredEvent.Compared seen when seen.answered() && !seen.roundTrip().isZero() -> measured(links, seen, time, nodes);
            case NodeEvent other -> links;
        };
    }

    /** The way to a FReD node is the one to the nodes that it stands beside. */
    private static PersistentMap<LinkKey, LinkState> measured(PersistentMap<LinkKey, LinkState> links, FredEvent.Compared seen, Instant time, PersistentMap<String, NodeState> nodes) {
        PersistentMap<LinkKey, LinkState> all = links;
        for (NodeState node : nodes.values())
            if (!node.name().equals(seen.node()) && node.fred().filter(fred -> fred.fredNode().equals(seen.member())).isPresent())
                all = change(all, seen.node(), node.name(), link -> link.measured(time, seen.roundTrip()));
        return all;
    }

    private static PersistentMap<LinkKey, LinkState> change(PersistentMap<LinkKey, LinkState> links, String from, String to, UnaryOperator<LinkState> change) {
        var key = new LinkKey(from, to);
        return links.with(key, change.apply(links.find(key).orElseGet(() -> LinkState.first(key))));
    }

    private static LinkState.Shape shape(LinkState link, LabEvent.LinkSet seen, Instant time) {
        Instant since = link.shape().filter(shape -> shape.cut().equals(seen.cut())).map(LinkState.Shape::since).orElse(time);
        return new LinkState.Shape(seen.delay(), seen.jitter(), seen.bytesPerSecond(), seen.cut(), since);
    }

    /** Every failed try says that the stream is down; it is so since the first of them. */
    private static LinkState.Peering down(LinkState link, PeerEvent.Down seen, Instant time) {
        Instant since = link.peering().status() == LinkState.Status.DOWN ? link.peering().since() : time;
        return new LinkState.Peering(LinkState.Status.DOWN, since, seen.why(), Optional.of(time.plus(seen.retryIn())));
    }
}
