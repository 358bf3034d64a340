package discedge.timeline.world;

import discedge.event.ReplicaEvent;
import discedge.timeline.persistent.PersistentMap;
import java.time.Duration;

/** Compares times that two nodes' clocks have said. Nodes of this process have our clock; those watched have one that is measured. */
record Clocks(PersistentMap<String, NodeState> nodes) {
    /** From a record's write, by its origin's clock, to its arrival, by the other's; not below zero. */
    Duration lag(ReplicaEvent.Arrived seen) {
        Duration lag = Duration.between(seen.written(), seen.at()).minus(offset(seen.node())).plus(offset(seen.origin()));
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** What a comparison of the two may be off by. */
    Duration uncertainty(String one, String other) {
        return one.equals(other) ? Duration.ZERO : uncertainty(one).plus(uncertainty(other));
    }

    private Duration uncertainty(String node) {
        return nodes.find(node).flatMap(NodeState::watch).flatMap(Watch::clock).map(Watch.Clock::uncertainty).orElse(Duration.ZERO);
    }

    private Duration offset(String node) {
        return nodes.find(node).flatMap(NodeState::watch).flatMap(Watch::clock).map(Watch.Clock::offset).orElse(Duration.ZERO);
    }
}
