package discedge.console.operate.topology;

import discedge.console.model.Frame;
import discedge.experiment.live.Controls.Site;
import discedge.timeline.forecast.Forecast;
import discedge.timeline.world.ClientState;
import discedge.timeline.world.FaultState;
import discedge.timeline.world.Head;
import discedge.timeline.world.LinkKey;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that the topology says of one frame. Plain values: what is painted is a function of these.
 *
 * @param nodes by name: those of the lab in its order, then others as they were heard of
 * @param links of nodes that were heard of
 * @param others clients that are not followed, by the node they speak to
 */
record Facts(Frame frame, Map<String, NodeFacts> nodes, List<LinkFacts> links, Optional<ClientFacts> client, Map<String, List<String>> others) {
    /** From here on links are drawn plainly, but for those that matter. */
    static final int MANY = 6;

    static Facts of(Frame frame, List<Site> sites, Map<String, Forecast> forecasts) {
        World world = frame.world();
        Optional<ClientFacts> client = ClientFacts.of(frame);
        var nodes = nodes(frame, sites, forecasts, client);
        List<LinkFacts> links = links(world, nodes);
        return isolate(new Facts(frame, nodes, links, client, others(frame)));
    }

    World world() {
        return frame.world();
    }

    boolean many() {
        return nodes.size() > MANY;
    }

    Optional<NodeFacts> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    Optional<LinkFacts> link(LinkKey direction) {
        return links.stream().filter(link -> link.is(direction)).findFirst();
    }

    /** For its badge, from 1. */
    String code(NodeFacts node) {
        int number = 1;
        for (String name : nodes.keySet()) {
            if (name.equals(node.name())) break;
            number++;
        }
        return node.code(number);
    }

    private static Map<String, NodeFacts> nodes(Frame frame, List<Site> sites, Map<String, Forecast> forecasts, Optional<ClientFacts> client) {
        World world = frame.world();
        var names = new LinkedHashMap<String, Optional<Site>>();
        for (Site site : sites) names.put(site.name(), Optional.of(site));
        for (NodeState node : world.nodes()) names.putIfAbsent(node.name(), Optional.empty());
        Map<String, Head> heads = frame.followed().map(world::heads).orElse(Map.of());
        var nodes = new LinkedHashMap<String, NodeFacts>();
        names.forEach((name, site) -> nodes.put(name, NodeFacts.of(name, site, nodes.size() + 1, world.node(name), Optional.ofNullable(heads.get(name)),
                frame.followed().isPresent(), Optional.ofNullable(forecasts.get(name)), client.filter(its -> its.node().equals(name)).isPresent())));
        String model = fingerprint(nodes);
        nodes.replaceAll((_, node) -> node.otherThan(model));
        return nodes;
    }

    /** Of the node that the client speaks to, else of the first one that says. */
    private static String fingerprint(Map<String, NodeFacts> nodes) {
        return java.util.stream.Stream.concat(nodes.values().stream().filter(NodeFacts::client), nodes.values().stream())
                .flatMap(node -> node.state().stream()).map(node -> node.identity().fingerprint()).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    // ---- links

    private static List<LinkFacts> links(World world, Map<String, NodeFacts> nodes) {
        List<NodeFacts> known = nodes.values().stream().filter(node -> node.state().isPresent()).toList();
        List<FaultState> faults = world.activeFaults();
        var links = new ArrayList<LinkFacts>();
        for (int i = 0; i < known.size(); i++) for (int j = i + 1; j < known.size(); j++) {
            NodeFacts one = known.get(i);
            NodeFacts other = known.get(j);
            if (world.link(one.name(), other.name()).isEmpty() && world.link(other.name(), one.name()).isEmpty()) continue;
            links.add(LinkFacts.of(world, new LinkKey(one.name(), other.name()), fault(faults, one.name(), other.name()), one.isUp() && other.isUp()));
        }
        return links;
    }

    /** The newest one on the link. Names may have hyphens: the target is compared, not taken apart. */
    private static Optional<FaultState> fault(List<FaultState> faults, String one, String other) {
        for (FaultState fault : faults.reversed()) {
            if (aboutNode(fault)) continue;
            String target = fault.target();
            if (target.equals(one + "-" + other) || target.equals(other + "-" + one) || target.equals(one) || target.equals(other)) return Optional.of(fault);
        }
        return Optional.empty();
    }

    private static boolean aboutNode(FaultState fault) {
        return fault.kind().equals("kill") || fault.kind().equals("restart");
    }

    /** Nodes that are cut from all say so once, on their card, unless each of a few links has a fault of its own. */
    private static Facts isolate(Facts facts) {
        if (facts.links.stream().noneMatch(link -> link.mood() == LinkFacts.Mood.CUT)) return facts;
        var nodes = new LinkedHashMap<>(facts.nodes);
        var links = new ArrayList<>(facts.links);
        for (NodeFacts node : facts.nodes.values()) {
            List<LinkFacts> its = facts.links.stream().filter(link -> link.touches(node.name()) && link.mood() != LinkFacts.Mood.ASLEEP).toList();
            if (its.size() < 2 || its.stream().anyMatch(link -> link.mood() != LinkFacts.Mood.CUT)) continue;
            boolean one = its.stream().allMatch(link -> link.fault().filter(fault -> fault.target().equals(node.name())).isPresent());
            if (!one && !facts.many()) continue;
            nodes.put(node.name(), node.cut(new NodeFacts.Cut(true, heals(its, facts.world()))));
            links.replaceAll(link -> link.touches(node.name()) && link.mood() == LinkFacts.Mood.CUT ? link.isolated() : link);
        }
        return new Facts(facts.frame, nodes, links, facts.client, facts.others);
    }

    /** When the first of them does. */
    private static Optional<Duration> heals(List<LinkFacts> links, World world) {
        return links.stream().flatMap(link -> link.fault().stream()).flatMap(fault -> fault.remaining(world.now()).stream()).min(Duration::compareTo);
    }

    private static Map<String, List<String>> others(Frame frame) {
        var others = new TreeMap<String, List<String>>();
        for (ClientState client : frame.world().clients())
            if (!frame.client().filter(client.name()::equals).isPresent()) others.computeIfAbsent(client.node(), _ -> new ArrayList<>()).add(client.name());
        return others;
    }
}
