package discedge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.node.NodeConfig.Address;
import discedge.node.yaml.InvalidFileException;
import discedge.runtime.fred.FredDeadlines;
import discedge.runtime.fred.FredTls;
import discedge.session.ContextMode;
import discedge.session.WindowPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeConfigReaderTest {
    @Test
    void anEmptyFileIsTheDefaults() throws Exception {
        assertEquals(NodeConfig.standard(), NodeConfigReader.parse("", "n.yaml"));
        assertEquals(NodeConfig.standard(), NodeConfigReader.parse("# nothing set\n", "n.yaml"));
    }

    @Test
    void everyKeyIsRead() throws Exception {
        NodeConfig config = NodeConfigReader.parse("""
                id: B
                http: {host: 0.0.0.0, port: 9001}
                replica: {port: 7001}
                peers: ["127.0.0.1:7080", "[::1]:7082"]
                store: {kind: durable, data: /var/lib/discedge/B}
                engine: {kind: simulated, profile: jetson-tx2, window: 2048, seed: 7, slots: 2}
                defaults: {mode: raw, window-policy: reject, ttl_s: 60, grace_s: 600, max_wait_ms: 100}
                limits: {body_bytes: 5000}
                """, "n.yaml");
        assertEquals("B", config.id());
        assertEquals(new Address("0.0.0.0", 9001), config.http());
        assertEquals(new Address("127.0.0.1", 7001), config.replica());
        assertEquals(List.of(new Address("127.0.0.1", 7080), new Address("::1", 7082)), config.peers());
        assertEquals(Path.of("/var/lib/discedge/B"), config.dataFolder());
        assertEquals(new EngineConfig.Simulated("jetson-tx2", 2048, 7, 2), config.engine());
        assertEquals(new NodeConfig.Defaults(ContextMode.RAW, WindowPolicy.REJECT, Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMillis(100)), config.defaults());
        assertEquals(5000, config.limits().bodyBytes());
    }

    @Test
    void realEnginesAreRead() throws Exception {
        assertEquals(new EngineConfig.LlamaCpp(Optional.of("m.gguf"), Optional.of(Path.of("/opt/llama")), 2, 4096, 6, 9),
                NodeConfigReader.parse("engine: {kind: llama-cpp, model: m.gguf, library: /opt/llama, threads: 2, context: 4096, slots: 6, seed: 9}", "n.yaml").engine());
        assertEquals(EngineConfig.LlamaCpp.STANDARD, NodeConfigReader.parse("engine: {kind: llama-cpp}", "n.yaml").engine());
        EngineConfig server = NodeConfigReader.parse("engine: {kind: llama-server, url: \"http://10.0.0.3:8080/\", api-key: s3cret, slots: 2}", "n.yaml").engine();
        assertEquals(new EngineConfig.LlamaServer(URI.create("http://10.0.0.3:8080"), Optional.of("s3cret"), 2), server);
        assertFalse(server.toString().contains("s3cret"), "a key does not end up in logs");
    }

    @Test
    void mistakesInAnEngineAreReportedWithTheirLines() {
        assertEquals(List.of("n.yaml:3: unknown key 'url' in engine; the keys here are kind, model, library, threads, context, slots, seed"), problems("engine:\n  kind: llama-cpp\n  url: x\n"));
        assertEquals(List.of("n.yaml:1: 'url' is missing in engine"), problems("engine: {kind: llama-server}"));
        assertEquals(List.of("n.yaml:3: url: 'localhost:80' is no http(s)://HOST:PORT, as in http://127.0.0.1:8080"), problems("engine:\n  kind: llama-server\n  url: \"localhost:80\"\n"));
        assertEquals(List.of("n.yaml:2: 'context' is a whole number from 256 to 10000000, not '12'"), problems("engine: {kind: llama-cpp,\n  context: 12}"));
        assertTrue(problems("engine: {kind: lama-cpp}").getFirst().endsWith("did you mean 'llama-cpp'?"));
    }

    @Test
    void aTypingErrorIsReportedWithItsLineAndTheNearestName() {
        assertEquals(List.of("n.yaml:2: unknown key 'htpp'; did you mean 'http'?"), problems("id: A\nhtpp: {port: 1}\n"));
        assertEquals(List.of("n.yaml:2: unknown key 'prot' in http; did you mean 'port'?"), problems("http:\n  prot: 1\n"));
        assertEquals(List.of("n.yaml:1: unknown key 'zzz'; the keys here are id, http, replica, peers, store, engine, defaults, limits, prewarm, fred"), problems("zzz: 1\n"));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        List<String> problems = problems("""
                id: "a b"
                http: {port: 99999}
                peers: [nowhere]
                store: {kind: memory, data: x}
                engine: {profile: aple-m2}
                defaults: {mode: tokenised}
                """);
        assertEquals(6, problems.size(), problems.toString());
        assertEquals("n.yaml:2: 'port' is a whole number from 0 to 65535, not '99999'", problems.get(1));
        assertEquals("n.yaml:3: peers: 'nowhere' is no HOST:PORT, as in 127.0.0.1:7080", problems.get(2));
        assertTrue(problems.get(4).endsWith("did you mean 'apple-m2'?"), problems.get(4));
        assertTrue(problems.get(5).startsWith("n.yaml:6: mode: 'tokenised' is none of"), problems.get(5));
    }

    @Test
    void aMissingFileIsSaidInOneLine() {
        var e = assertThrows(InvalidFileException.class, () -> NodeConfigReader.read(Path.of("no", "such.yaml")));
        assertEquals(Path.of("no", "such.yaml") + ": there is no such file", e.getMessage());
    }

    @Test
    void dataIsInThePlatformsFolderUnlessToldOtherwise() {
        assertEquals(Path.of("/x/discedge"), DataFolders.platform("Linux", "/home/me", Map.of("XDG_DATA_HOME", "/x")));
        assertEquals(Path.of("/home/me/.local/share/discedge"), DataFolders.platform("Linux", "/home/me", Map.of("XDG_DATA_HOME", "relative")));
        assertEquals(Path.of("/Users/me/Library/Application Support/DisCEdge"), DataFolders.platform("Mac OS X", "/Users/me", Map.of()));
        assertEquals(Path.of("L", "DisCEdge"), DataFolders.platform("Windows 11", "U", Map.of("LOCALAPPDATA", "L")));
        assertEquals(Path.of("/x/discedge"), DataFolders.config("Linux", "/home/me", Map.of("XDG_CONFIG_HOME", "/x", "XDG_DATA_HOME", "/y")));
        assertEquals(Path.of("/home/me/.config/discedge"), DataFolders.config("Linux", "/home/me", Map.of("XDG_CONFIG_HOME", "relative")));
        assertEquals(Path.of("/Users/me/Library/Application Support/DisCEdge"), DataFolders.config("Mac OS X", "/Users/me", Map.of()));
        assertEquals(Path.of("R", "DisCEdge"), DataFolders.config("Windows 11", "U", Map.of("APPDATA", "R")));
        assertEquals(DataFolders.platform().resolve("A"), NodeConfig.standard().dataFolder());
    }

    @Test
    void how_FReD_is_served_and_where_records_are_kept_is_read() throws Exception {
        NodeConfig serving = NodeConfigReader.parse("fred: {port: 9001, advertise: \"edge1:9001\", cert: a.crt, key: a.key, ca: ca.crt}", "n.yaml");
        assertEquals(Optional.of(new FredSettings(9001, Optional.of("edge1:9001"), Optional.of(new FredTls(Path.of("a.crt"), Path.of("a.key"), Path.of("ca.crt"))))), serving.fred());
        NodeConfig kept = NodeConfigReader.parse("""
                store: {kind: fred, address: "10.0.0.1:9001", cert: a.crt, key: a.key, ca: ca.crt, trigger-listen: "10.0.0.2:0", node: nodeA, users: [edgeB, edgeC]}
                """, "n.yaml");
        assertEquals(Optional.of(new FredStoreSettings("10.0.0.1:9001", Optional.of(new FredTls(Path.of("a.crt"), Path.of("a.key"), Path.of("ca.crt"))), "10.0.0.2:0",
                Optional.empty(), Optional.of("nodeA"), List.of("edgeB", "edgeC"), Map.of())), kept.store().fred());
    }

    @Test
    void FReDs_deadlines_are_read() throws Exception {
        NodeConfig.Store store = NodeConfigReader.parse("store: {kind: fred, address: \"h:1\", read_ms: 400, member-ms: 20000}", "n.yaml").store();
        assertEquals(Optional.of(new FredDeadlines(Duration.ofMillis(400), Duration.ofSeconds(1), Duration.ofSeconds(20))), store.fred().map(FredStoreSettings::deadlines));
        assertEquals(List.of("n.yaml:1: 'write_ms' is a whole number from 10 to 600000, not '0'"), problems("store: {kind: fred, address: \"h:1\", write_ms: 0}"));
        assertEquals(List.of("n.yaml:1: 'member-ms' has no use with address embedded: that FReD node is in this process; leave it out"),
                problems("store: {kind: fred, address: embedded, member_ms: 100}"));
    }

    @Test
    void FReD_inside_the_node_keeps_what_the_replica_keeps() throws Exception {
        var users = FredStoreSettings.embedded(List.of("reader"));
        assertEquals(new NodeConfig.Store(true, Optional.empty(), Optional.of(FredStoreSettings.embedded(List.of()))), NodeConfigReader.parse("store: {kind: fred, address: embedded}", "n.yaml").store());
        assertEquals(new NodeConfig.Store(true, Optional.of(Path.of("d")), Optional.of(users)),
                NodeConfigReader.parse("store: {kind: fred, address: embedded, data: d, users: [reader]}", "n.yaml").store());
        NodeConfig memory = NodeConfigReader.parse("fred: {port: 9001}\npeers: [\"h:7080\"]\nstore: {kind: fred, address: embedded, keep: memory}", "n.yaml");
        assertFalse(memory.store().durable());
        assertTrue(memory.fred().isPresent() && memory.peers().size() == 1, "it has peers, and may serve FReD's clients");
    }

    @Test
    void what_has_no_use_with_FReD_inside_is_refused() {
        assertEquals(List.of("n.yaml:1: 'cert' has no use with address embedded: that FReD node is in this process; leave it out",
                        "n.yaml:1: 'trigger-listen' has no use with address embedded: that FReD node is in this process; leave it out"),
                problems("store: {kind: fred, address: embedded, cert: a.crt, trigger-listen: \"h:1\"}"));
        assertEquals(List.of("n.yaml:1: a store with keep memory has no data folder; leave 'data' out or take keep durable"), problems("store: {kind: fred, address: embedded, keep: memory, data: d}"));
        assertTrue(problems("store: {kind: fred, address: embedded, keep: disk}").getFirst().startsWith("n.yaml:1: keep: 'disk' is none of"));
        assertTrue(problems("store: {kind: fred, address: \"h:1\", keep: memory}").getFirst().startsWith("n.yaml:1: unknown key 'keep' in store"));
    }

    @Test
    void mistakes_about_FReD_are_reported() {
        assertEquals(List.of("n.yaml:1: 'port' is missing in fred"), problems("fred: {advertise: \"h:1\"}"));
        assertEquals(List.of("n.yaml:1: mTLS needs all of cert, key and ca; 'ca' is missing"), problems("fred: {port: 1, cert: a, key: b}"));
        assertEquals(List.of("n.yaml:1: 'address' is missing in store"), problems("store: {kind: fred}"));
        assertEquals(List.of("n.yaml:1: address: 'nowhere' is no HOST:PORT, as in 127.0.0.1:7080"), problems("store: {kind: fred, address: nowhere}"));
        assertEquals(List.of("n.yaml:1: trigger_listen: ':0' is no HOST:PORT, as in 127.0.0.1:7080"), problems("store: {kind: fred, address: \"h:1\", trigger_listen: \":0\"}"));
        assertEquals(List.of("n.yaml:1: node: 'node-a' is no name of a FReD node: letters and digits"), problems("store: {kind: fred, address: \"h:1\", node: node-a}"));
    }

    private static List<String> problems(String text) {
        return assertThrows(InvalidFileException.class, () -> NodeConfigReader.parse(text, "n.yaml")).problems().stream().map(Object::toString).toList();
    }
}
