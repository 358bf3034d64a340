package discedge.experiment.scenario;

import discedge.experiment.scenario.Scenario.Link;
import discedge.experiment.scenario.Scenario.Node;
import discedge.node.NodeConfig;
import discedge.node.yaml.Problems;
import discedge.node.yaml.YamlMap;
import discedge.node.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Nodes and links of a scenario file. */
final class NetworkReader {
    static final int MOST_NODES = 50;
    private static final String PROFILE = "apple-m2";
    /** Between nodes that the file does not place, which then stand in a row. */
    private static final double SPACING_KM = 100;

    private final Problems problems;
    private final List<Node> nodes;
    private final List<Link> links;
    private final LinkShape clientLink;

    NetworkReader(Problems problems, YamlMap root) {
        this.problems = problems;
        this.nodes = nodes(root);
        this.links = links(root);
        this.clientLink = root.map("client_link").map(map -> shape(map.only("delay", "jitter", "bandwidth"))).orElse(LinkShape.DIRECT);
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Link> links() {
        return links;
    }

    LinkShape clientLink() {
        return clientLink;
    }

    /** {@code unknown node 'D'; the nodes are A, B, C}. */
    static String unknown(String name, List<Node> nodes) {
        return "unknown node '" + name + "'; the nodes are " + String.join(", ", nodes.stream().map(Node::name).toList());
    }

    static boolean known(String name, List<Node> nodes) {
        return nodes.stream().anyMatch(node -> node.name().equals(name));
    }

    private List<Node> nodes(YamlMap root) {
        if (root.has("locations")) {
            if (root.has("nodes")) root.problem("nodes", "a file has either 'locations' or 'nodes'");
            return named(locations(root));
        }
        if (!root.has("nodes")) return named(List.of("A", "B"));
        var found = new ArrayList<Node>();
        var names = new HashSet<String>();
        for (YamlMap map : root.maps("nodes")) {
            map.only("name", "label", "position", "profile");
            Optional<String> name = map.required("name");
            if (name.isEmpty()) continue;
            if (!NodeConfig.ID.matcher(name.get()).matches()) map.problem("name", "'" + name.get() + "' is no node name: up to 32 letters, digits, - and _");
            if (name.get().equals(Scenario.CLIENT)) map.problem("name", "a node cannot be named 'client'");
            if (!names.add(name.get())) map.problem("name", "node '" + name.get() + "' stands twice");
            Position position = position(problems, map, "position").orElse(new Position(found.size() * SPACING_KM, 0));
            found.add(new Node(name.get(), map.text("label").orElse(name.get()), position, map.word("profile", NodeConfig.PROFILES).orElse(PROFILE)));
        }
        if (found.isEmpty() && problems.none()) root.problem("nodes", "'nodes' names no node");
        if (found.size() > MOST_NODES) root.problem("nodes", found.size() + " nodes; a lab has at most " + MOST_NODES);
        return found;
    }

    private static List<String> locations(YamlMap root) {
        var names = new LinkedHashSet<String>();
        for (YamlValue value : root.items("locations")) if (value instanceof YamlMap map && map.has("name")) map.text("name").ifPresent(names::add);
        return List.copyOf(names);
    }

    private static List<Node> named(List<String> names) {
        var found = new ArrayList<Node>();
        for (String name : names) found.add(new Node(name, name, new Position(found.size() * SPACING_KM, 0), PROFILE));
        return found;
    }

    private List<Link> links(YamlMap root) {
        if (!root.has("links")) return everyPair();
        var found = new ArrayList<Link>();
        var pairs = new HashSet<Set<String>>();
        for (YamlMap map : root.maps("links")) {
            map.only("between", "delay", "jitter", "bandwidth");
            LinkShape shape = shape(map);
            if (!map.has("between")) map.problem("between", "'between' is missing in links: name two nodes, as in [A, B]");
            List<String> ends = map.texts("between");
            if (map.has("between") && ends.size() != 2) map.problem("between", "'between' names two nodes, as in [A, B]");
            List<String> strangers = ends.stream().filter(end -> !known(end, nodes)).toList();
            for (String stranger : strangers) map.problem("between", unknown(stranger, nodes));
            if (ends.size() != 2 || !strangers.isEmpty()) continue;
            if (ends.get(0).equals(ends.get(1))) map.problem("between", "a link from '" + ends.get(0) + "' to itself");
            else if (!pairs.add(Set.copyOf(ends))) map.problem("between", "a second link between " + ends.get(0) + " and " + ends.get(1));
            else found.add(new Link(ends.get(0), ends.get(1), shape));
        }
        if (problems.none()) unreached(found).ifPresent(node -> root.problem("links", "no links lead from " + nodes.getFirst().name() + " to " + node + ", so that its replica would never hear of a turn"));
        return found;
    }

    private List<Link> everyPair() {
        var found = new ArrayList<Link>();
        for (int a = 0; a < nodes.size(); a++)
            for (int b = a + 1; b < nodes.size(); b++) found.add(new Link(nodes.get(a).name(), nodes.get(b).name(), LinkShape.DIRECT));
        return found;
    }

    private Optional<String> unreached(List<Link> links) {
        if (nodes.isEmpty()) return Optional.empty();
        var reached = new HashSet<>(Set.of(nodes.getFirst().name()));
        for (int round = 0; round < nodes.size(); round++)
            for (Link link : links) {
                if (reached.contains(link.a())) reached.add(link.b());
                if (reached.contains(link.b())) reached.add(link.a());
            }
        return nodes.stream().map(Node::name).filter(name -> !reached.contains(name)).findFirst();
    }

    private static LinkShape shape(YamlMap map) {
        return new LinkShape(map.duration("delay").orElse(Duration.ZERO), map.duration("jitter").orElse(Duration.ZERO), map.bandwidth("bandwidth").orElse(0L));
    }

    /** {@code [x, y]} in km. */
    static Optional<Position> position(Problems problems, YamlMap map, String key) {
        if (!map.has(key)) return Optional.empty();
        List<OptionalDouble> numbers = map.texts(key).stream().map(discedge.node.yaml.Quantity::decimal).toList();
        if (numbers.size() == 2 && numbers.stream().allMatch(OptionalDouble::isPresent))
            return Optional.of(new Position(numbers.get(0).getAsDouble(), numbers.get(1).getAsDouble()));
        problems.add(map.lineOf(key), "'" + key + "' is two numbers in km, as in [12.5, -3]");
        return Optional.empty();
    }
}
