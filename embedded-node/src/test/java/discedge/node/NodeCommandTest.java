package discedge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.node.NodeConfig.Address;
import discedge.runtime.fred.FredTls;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCommandTest {
    private final List<NodeConfig> ran = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void optionsOverrideTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("n.yaml"), "id: B\nhttp: {port: 9001}\nreplica: {port: 7001}\npeers: [\"10.0.0.1:7080\"]\n");
        assertEquals(0, run("--config", file.toString(), "--id", "C", "--http-port=9002", "--peer", "h:1", "--peer", "h:2", "--memory"));
        NodeConfig config = ran.getFirst();
        assertEquals("C", config.id());
        assertEquals(9002, config.http().port());
        assertEquals(7001, config.replica().port());
        assertEquals(List.of(new Address("h", 1), new Address("h", 2)), config.peers());
        assertFalse(config.store().durable());
        assertEquals("serving\n", out.toString().replace("\r\n", "\n"));
    }

    @Test
    void withoutOptionsTheDefaultsHold() {
        assertEquals(0, run());
        assertEquals(NodeConfig.standard(), ran.getFirst());
    }

    @Test
    void theEngineIsChosenOverTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("n.yaml"), "engine: {kind: llama-cpp, model: a.gguf, context: 1024}\n");
        assertEquals(0, run("--config", file.toString(), "--model", "b.gguf"));
        assertEquals(0, run("--engine", "llama-cpp"));
        assertEquals(0, run("--url", "http://h:1/"));
        assertEquals(0, run("--config", file.toString(), "--engine", "simulated"));
        assertEquals(List.of(new EngineConfig.LlamaCpp(Optional.of("b.gguf"), Optional.empty(), 0, 1024, 8, 1), EngineConfig.LlamaCpp.STANDARD,
                new EngineConfig.LlamaServer(java.net.URI.create("http://h:1"), Optional.empty(), 0), EngineConfig.Simulated.STANDARD), ran.stream().map(NodeConfig::engine).toList());
        assertEquals(2, run("--engine", "lama-cpp"));
        assertEquals(1, run("--engine", "simulated", "--model", "b.gguf"));
        assertEquals(1, run("--engine", "llama-server"));
        assertTrue(err.toString().contains("did you mean 'llama-cpp'?") && err.toString().contains("--url http://HOST:PORT"), err.toString());
    }

    @Test
    void aDataFolderIsTakenAsItIs() {
        assertEquals(0, run("--data", "d"));
        assertEquals(Optional.of(Path.of("d")), ran.getFirst().store().data());
    }

    @Test
    void aWrongOptionNamesTheRightOnes() {
        assertEquals(2, run("--htp-port", "1"));
        assertTrue(err.toString().contains("unknown option '--htp-port'; did you mean '--http-port'?; the options here are --config, --id, --http-port"), err.toString());
    }

    @Test
    void wrongValuesAreWrongUsage() {
        assertEquals(2, run("--http-port", "70000"));
        assertEquals(2, run("--peer", "nowhere"));
        assertEquals(2, run("--id", "../x"));
        assertEquals(2, run("--memory", "--data", "d"));
        assertEquals(2, run("extra"));
        assertTrue(ran.isEmpty());
    }

    @Test
    void aWrongFileIsAFailureWithItsLineAndNoStackTrace() throws Exception {
        Path file = Files.writeString(folder.resolve("n.yaml"), "idd: B\n");
        assertEquals(1, run("--config", file.toString()));
        assertEquals(file + ":1: unknown key 'idd'; did you mean 'id'?", err.toString().strip());
    }

    @Test
    void aNodeThatCannotStartIsAFailureInOneLine() {
        NodeRunner refusing = (config, say) -> {
            throw new NodeRunner.StartException("port 8080 is taken; choose another with --http-port");
        };
        int code = CommandLines.of(new NodeCommand(refusing)).setErr(new PrintWriter(err, true)).execute();
        assertEquals(1, code);
        assertEquals("port 8080 is taken; choose another with --http-port", err.toString().strip());
    }

    @Test
    void onePortCannotServeBoth() {
        assertEquals(1, run("--http-port", "7080"));
        assertTrue(err.toString().contains("--replica-port"), err.toString());
    }

    @Test
    void FReDs_clients_are_served_where_the_options_say() throws Exception {
        assertEquals(0, run("--fred-port", "0", "--fred-advertise", "edge1:9001", "--fred-cert", "a.crt", "--fred-key", "a.key", "--fred-ca", "ca.crt"));
        assertEquals(Optional.of(new FredSettings(0, Optional.of("edge1:9001"), Optional.of(new FredTls(Path.of("a.crt"), Path.of("a.key"), Path.of("ca.crt"))))), ran.getFirst().fred());
        Path file = Files.writeString(folder.resolve("n.yaml"), "fred: {port: 9001, advertise: \"h:1\"}\n");
        assertEquals(0, run("--config", file.toString(), "--fred-port", "9002"));
        assertEquals(Optional.of(new FredSettings(9002, Optional.of("h:1"), Optional.empty())), ran.getLast().fred());
    }

    @Test
    void FReD_inside_the_node_may_serve_clients_and_be_kept_in_memory_or_elsewhere_on_disk() throws Exception {
        Path file = Files.writeString(folder.resolve("n.yaml"), "store: {kind: fred, address: embedded, users: [reader]}\n");
        assertEquals(0, run("--config", file.toString(), "--fred-port", "0", "--memory"));
        assertEquals(new NodeConfig.Store(false, Optional.empty(), Optional.of(FredStoreSettings.embedded(List.of("reader")))), ran.getLast().store());
        assertEquals(0, run("--config", file.toString(), "--data", "d"));
        assertEquals(new NodeConfig.Store(true, Optional.of(Path.of("d")), Optional.of(FredStoreSettings.embedded(List.of("reader")))), ran.getLast().store());
    }

    @Test
    void options_about_FReD_that_do_not_fit_say_what_is_missing() throws Exception {
        assertEquals(1, run("--fred-advertise", "h:1"));
        assertTrue(err.toString().contains("--fred-port is missing"), err.toString());
        assertEquals(1, run("--fred-port", "1", "--fred-cert", "a.crt"));
        assertTrue(err.toString().contains("all three of --fred-cert, --fred-key and --fred-ca"), err.toString());
        assertEquals(2, run("--fred-port", "99999"));
        assertEquals(2, run("--fred-port", "1", "--fred-advertise", "nowhere"));
        Path file = Files.writeString(folder.resolve("n.yaml"), "store: {kind: fred, address: \"h:1\"}\n");
        assertEquals(1, run("--config", file.toString(), "--fred-port", "1"));
        assertTrue(err.toString().contains("keeps its records in FReD at h:1"), err.toString());
        assertTrue(ran.isEmpty());
    }

    @Test
    void helpAndVersionAreThere() {
        assertEquals(0, run("--help"));
        assertEquals(0, run("--version"));
        assertTrue(out.toString().contains("--replica-port=PORT"), out.toString());
        assertTrue(out.toString().contains("DisCEdge " + Version.text()), out.toString());
        assertTrue(Version.text().matches("[0-9]+\\..*"), "the version is filled in by Maven: " + Version.text());
    }

    private int run(String... args) {
        NodeRunner runner = (config, say) -> {
            ran.add(config);
            say.accept("serving");
        };
        return CommandLines.of(new NodeCommand(runner)).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
    }
}
