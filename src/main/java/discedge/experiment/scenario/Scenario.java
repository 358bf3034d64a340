package discedge.experiment.scenario;

import discedge.engine.Sampling;
import discedge.node.yaml.Problem;
import discedge.session.WindowPolicy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A conversation, the nodes it is held on, the way the client takes, and what breaks meanwhile. Complete: what a file
 * leaves out has its default here, and every name and turn in it exists.
 *
 * @param file as the person named it
 * @param model what the file says; the engine decides what runs
 * @param nodes at least one, names unique
 * @param links between two of the nodes, each pair at most once; together they connect all nodes
 * @param clientLink between the client and whichever node it speaks to
 * @param think between an answer and the next prompt
 * @param patience how long the client goes on trying one turn
 * @param saysWhere the client sends its position with each turn
 * @param turns from 1, without gaps
 * @param opening a caption before the first turn
 * @param notes what the person may not expect, such as keys that are ignored
 */
public record Scenario(String file, String name, Optional<String> model, String user, List<Node> nodes, List<Link> links, LinkShape clientLink,
                       Duration think, Duration patience, boolean saysWhere, List<Turn> turns, List<Fault> faults, Sampling sampling, Optional<String> system,
                       WindowPolicy windowPolicy, Duration maxWait, Optional<String> opening, List<Problem> notes) {
    /** What a client's end of a link is called; no node has this name. */
    public static final String CLIENT = "client";

    /**
     * @param label a name for people, such as a city; the name if the file has none
     * @param profile of the simulated engine
     */
    public record Node(String name, String label, Position position, String profile) {}

    /** A link, both ways. */
    public record Link(String a, String b, LinkShape shape) {
        /** It is between the two, whichever is named first. */
        public boolean joins(String one, String other) {
            return a.equals(one) && b.equals(other) || a.equals(other) && b.equals(one);
        }
    }

    /**
     * @param say a caption as it is sent
     */
    public record Turn(int number, String text, Place place, Optional<String> say) {}

    public Scenario {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        turns = List.copyOf(turns);
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
    }

    /** What it is played on. */
    public Network network() {
        return new Network(name, nodes, links, clientLink, turns.stream().map(Turn::text).toList());
    }

    public List<String> nodeNames() {
        return nodes.stream().map(Node::name).toList();
    }

    /** The node a turn goes to while all nodes answer: the one chosen, or the nearest (of equals the first in the file). */
    public String nodeOf(Turn turn) {
        return switch (turn.place()) {
            case Place.AtNode chosen -> chosen.node();
            case Place.At at -> byDistance(at.position()).getFirst();
        };
    }

    /** All nodes, nearest first. */
    public List<String> byDistance(Position from) {
        return nodes.stream().sorted(Comparator.comparingDouble(node -> node.position().distanceTo(from))).map(Node::name).toList();
    }
}
