package discedge.console.sessions.state;

import discedge.timeline.world.Head;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.Watch;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of the world, beside the session itself, a session's figures are made of. Nodes are heard of with every event, but
 * these few facts change only as a node starts or ends or a link breaks or heals: while two are equal, an unchanged session's
 * figures are the same, too.
 *
 * @param nodes in the order they were first heard of
 * @param broken links over which nothing gets through
 */
public record Surroundings(List<Place> nodes, Set<LinkKey> broken) {
    public static final Surroundings NONE = new Surroundings(List.of(), Set.of());

    public Surroundings {
        nodes = List.copyOf(nodes);
        broken = Set.copyOf(broken);
    }

    /**
     * A node.
     *
     * @param memoryFrom id of the event since which what arrived there is still there
     * @param uncertainty of its clock; zero for a node of this process
     * @param window the model's, in ids; 0 if not known
     */
    public record Place(String name, int order, boolean answers, String fingerprint, long memoryFrom, int window, Duration uncertainty) {
        static Place of(NodeState node) {
            return new Place(node.name(), node.order(), node.answers(), node.identity().fingerprint(), node.memoryFrom(), node.identity().window(), uncertainty(node));
        }

        /** Of its clock, in whole milliseconds: it changes a little with each round trip. */
        private static Duration uncertainty(NodeState node) {
            return node.watch().flatMap(Watch::clock).map(clock -> Duration.ofMillis(Math.ceilDiv(clock.uncertainty().toNanos(), 1_000_000))).orElse(Duration.ZERO);
        }

        /** The head is still there. */
        boolean keeps(Head head) {
            return head.event() > memoryFrom;
        }
    }

    public static Surroundings of(World world) {
        var broken = new HashSet<LinkKey>();
        world.linkStates().forEach((key, link) -> {
            if (link.isBroken()) broken.add(key);
        });
        return new Surroundings(world.nodes().stream().map(Place::of).toList(), broken);
    }

    public Optional<Place> node(String name) {
        for (Place place : nodes) if (place.name.equals(name)) return Optional.of(place);
        return Optional.empty();
    }

    /** The same in the order of the nodes, as {@code A}, or empty if it is not one. */
    public int order(String name) {
        return node(name).map(Place::order).orElse(0);
    }

    boolean reaches(String from, String to) {
        return !broken.contains(new LinkKey(from, to));
    }
}
