package discedge.node;

import discedge.node.NodeConfig.Address;
import discedge.node.NodeConfig.Defaults;
import discedge.node.NodeConfig.Limits;
import discedge.node.NodeConfig.Store;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problems;
import discedge.node.yaml.YamlFile;
import discedge.node.yaml.YamlMap;
import discedge.context.PrewarmPolicy;
import discedge.session.ContextMode;
import discedge.session.WindowPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a node's configuration: one YAML file, every key optional, unknown ones refused. */
public final class NodeConfigReader {
    private static final NodeConfig BASE = NodeConfig.standard();
    private final Problems problems;

    private NodeConfigReader(Problems problems) {
        this.problems = problems;
    }

    /** @throws InvalidFileException with every problem and its line */
    public static NodeConfig read(Path file) throws InvalidFileException {
        return parse(YamlFile.text(file), file.toString());
    }

    /** @param file the name that problems are reported under */
    public static NodeConfig parse(String text, String file) throws InvalidFileException {
        var problems = new Problems(file);
        Optional<NodeConfig> config = YamlFile.parse(text, problems, true).map(new NodeConfigReader(problems)::config);
        problems.throwIfAny();
        return config.orElseThrow();
    }

    private NodeConfig config(YamlMap root) {
        root.only("id", "http", "replica", "peers", "store", "engine", "defaults", "limits", "prewarm", "fred");
        return new NodeConfig(
                root.parsed("id", NodeConfigReader::id).orElse(BASE.id()),
                root.map("http").map(map -> address(map, BASE.http())).orElse(BASE.http()),
                root.map("replica").map(map -> address(map, BASE.replica())).orElse(BASE.replica()),
                peers(root),
                root.map("store").map(NodeConfigReader::store).orElse(BASE.store()),
                root.map("engine").map(EngineReader::read).orElse(BASE.engine()),
                root.map("defaults").map(NodeConfigReader::defaults).orElse(BASE.defaults()),
                root.map("limits").map(NodeConfigReader::limits).orElse(BASE.limits()),
                root.parsed("prewarm", PrewarmPolicy::ofWord).orElse(BASE.prewarm()),
                root.map("fred").map(FredReader::serving));
    }

    /** @throws IllegalArgumentException if the text is no node id */
    static String id(String text) {
        if (NodeConfig.ID.matcher(text).matches()) return text;
        throw new IllegalArgumentException("'" + text + "' is no node id: up to 32 letters, digits, - and _, beginning with a letter or digit");
    }

    private static Address address(YamlMap map, Address base) {
        map.only("host", "port");
        return new Address(map.text("host").orElse(base.host()), (int) map.number("port", 0, 65_535).orElse(base.port()));
    }

    private List<Address> peers(YamlMap root) {
        var peers = new ArrayList<Address>();
        for (String text : root.texts("peers")) {
            try {
                Address peer = Address.parse(text);
                if (peers.contains(peer)) root.problem("peers", "peer " + peer + " stands twice");
                peers.add(peer);
            } catch (IllegalArgumentException e) {
                problems.add(root.lineOf("peers"), "peers: " + e.getMessage());
            }
        }
        return peers;
    }

    private static Store store(YamlMap map) {
        String kind = map.word("kind", List.of("durable", "memory", "fred")).orElse("durable");
        if (kind.equals("fred")) return FredReader.store(map);
        map.only("kind", "data");
        boolean durable = kind.equals("durable");
        return Store.embedded(durable, data(map, durable, "kind"));
    }

    /** @param key what says durable or memory */
    static Optional<Path> data(YamlMap map, boolean durable, String key) {
        Optional<Path> data = map.parsed("data", Path::of);
        if (!durable && data.isPresent()) map.problem("data", "a store with " + key + " memory has no data folder; leave 'data' out or take " + key + " durable");
        return data;
    }

    private static Defaults defaults(YamlMap map) {
        map.only("mode", "window_policy", "ttl_s", "grace_s", "max_wait_ms");
        Defaults base = BASE.defaults();
        return new Defaults(map.parsed("mode", ContextMode::ofWord).orElse(base.mode()),
                map.parsed("window_policy", WindowPolicy::ofWord).orElse(base.windowPolicy()),
                Duration.ofSeconds(map.number("ttl_s", 0, 1_000_000_000).orElse(base.idleTtl().toSeconds())),
                Duration.ofSeconds(map.number("grace_s", 1, 1_000_000_000).orElse(base.grace().toSeconds())),
                Duration.ofMillis(map.number("max_wait_ms", 0, 600_000).orElse(base.maxWait().toMillis())));
    }

    private static Limits limits(YamlMap map) {
        map.only("body_bytes");
        return new Limits((int) map.number("body_bytes", 1_024, 1_000_000_000).orElse(BASE.limits().bodyBytes()));
    }
}
