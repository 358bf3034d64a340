package discedge.console.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import discedge.console.kit.FxThread;
import discedge.console.model.Preferences;
import discedge.experiment.live.Controls;
import discedge.experiment.live.WatchedLinks;
import discedge.experiment.live.WatchedNodes;
import discedge.lab.remote.NodeAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes of other processes that a person has added: watched again at the next start. Where the start names some, these are
 * watched and no others; what the person called them is remembered all the same.
 */
public final class RememberedNodes {
    private static final String NODES = "nodes.watched";
    private static final String LINKS = "nodes.links";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Preferences preferences;
    private final List<String> connect;
    private final List<String> links;
    /** Remembered, and not watched in this start. */
    private final Map<NodeAddress, Kept> others = new LinkedHashMap<>();
    private final Set<NodeAddress> otherLinks = new LinkedHashSet<>();

    /**
     * A node.
     *
     * @param node what it is called; empty if it has not said that yet
     * @param again it is watched at the next start, too: the person has added it in a window
     */
    private record Kept(String node, NodeAddress address, String label, String site, boolean again) {}

    /** @param connect addresses that the start names; empty = those of the start before @param links of relays, the same */
    public RememberedNodes(Preferences preferences, List<String> connect, List<String> links) {
        this.preferences = preferences;
        this.connect = List.copyOf(connect);
        this.links = List.copyOf(links);
    }

    /** Begins to watch them, and remembers from now on what a person adds, removes and renames. Before anything else is watched. */
    public void watch(Controls controls) {
        Map<NodeAddress, Kept> known = kept();
        List<NodeAddress> wanted = connect.isEmpty() ? known.values().stream().filter(Kept::again).map(Kept::address).toList() : connect.stream().map(NodeAddress::parse).distinct().toList();
        known.forEach((address, node) -> {
            if (!wanted.contains(address)) others.put(address, node);
        });
        for (NodeAddress address : wanted) begin(controls.watched(), address, Optional.ofNullable(known.get(address)));
        List<NodeAddress> stations = links.isEmpty() && connect.isEmpty() ? keptLinks() : links.stream().map(NodeAddress::parse).distinct().toList();
        for (NodeAddress address : keptLinks()) if (!stations.contains(address)) otherLinks.add(address);
        stations.forEach(address -> controls.watchedLinks().add(address.toString()));
        controls.watched().onChange(() -> FxThread.bridge().post(this, () -> save(controls)));
        controls.watchedLinks().onChange(() -> FxThread.bridge().post(this, () -> save(controls)));
    }

    private static void begin(WatchedNodes watched, NodeAddress address, Optional<Kept> known) {
        String label = known.map(Kept::label).orElse("");
        String site = known.map(Kept::site).orElse("");
        try {
            if (known.filter(node -> !node.node().isEmpty()).isPresent()) watched.watch(known.get().node(), address, label, site);
            else watched.await(address.toString(), label, site);
        } catch (Controls.Refused e) {
            // Another one has its name now: it says so itself, and is asked again.
            watched.await(address.toString(), label, site);
        }
    }

    // ---- remembering

    private void save(Controls controls) {
        if (controls.watched().isClosed()) return;
        ArrayNode nodes = JSON.createArrayNode();
        for (WatchedNodes.Watched node : controls.watched().list()) {
            others.remove(node.address());
            write(nodes, new Kept(node.node(), node.address(), node.label().equals(node.node()) ? "" : node.label(), node.site(), again(node.address())));
        }
        for (WatchedNodes.Unanswered node : controls.watched().unanswered()) write(nodes, new Kept("", node.address(), node.label(), node.site(), again(node.address())));
        others.values().forEach(node -> write(nodes, node));
        ArrayNode stations = JSON.createArrayNode();
        for (WatchedLinks.Station station : controls.watchedLinks().list()) {
            otherLinks.remove(station.address());
            if (links.stream().map(NodeAddress::parse).noneMatch(station.address()::equals)) stations.add(station.address().toString());
        }
        otherLinks.forEach(address -> stations.add(address.toString()));
        // Closed meanwhile: what was read may be half of it.
        if (controls.watched().isClosed()) return;
        preferences.keep(NODES, nodes.toString());
        preferences.keep(LINKS, stations.toString());
    }

    /** Named at this start only, unless it was remembered before. */
    private boolean again(NodeAddress address) {
        boolean named = connect.stream().map(NodeAddress::parse).anyMatch(address::equals);
        return !named || Optional.ofNullable(kept().get(address)).filter(Kept::again).isPresent();
    }

    private static void write(ArrayNode all, Kept node) {
        all.addObject().put("node", node.node()).put("address", node.address().toString()).put("label", node.label()).put("site", node.site()).put("again", node.again());
    }

    /** What cannot be read is not remembered. */
    private Map<NodeAddress, Kept> kept() {
        var all = new LinkedHashMap<NodeAddress, Kept>();
        for (JsonNode node : array(NODES)) address(node.path("address").asText()).ifPresent(address -> all.put(address,
                new Kept(node.path("node").asText(), address, node.path("label").asText(), node.path("site").asText(), node.path("again").asBoolean(true))));
        return all;
    }

    private List<NodeAddress> keptLinks() {
        var all = new ArrayList<NodeAddress>();
        for (JsonNode link : array(LINKS)) address(link.asText()).ifPresent(all::add);
        return all;
    }

    private JsonNode array(String key) {
        try {
            return JSON.readTree(preferences.kept(key).orElse("[]"));
        } catch (JsonProcessingException e) {
            return JSON.createArrayNode();
        }
    }

    private static Optional<NodeAddress> address(String text) {
        try {
            return Optional.of(NodeAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
