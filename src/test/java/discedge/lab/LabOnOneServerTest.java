package discedge.lab;

import static org.junit.jupiter.api.Assertions.*;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import discedge.context.PrewarmPolicy;
import discedge.engine.EngineException;
import discedge.engine.cache.CachedSession;
import discedge.engine.simulated.HardwareProfile;
import discedge.event.TurnEvent;
import discedge.lab.client.AnswerListener;
import discedge.lab.client.Position;
import discedge.lab.client.RoamingClient;
import discedge.node.EngineConfig;
import discedge.node.Engines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab whose nodes all use one llama-server: here one that says a word, in the fork's dialect. */
class LabOnOneServerTest extends LabTestBase {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private volatile int slots = 4;
    private HttpServer http;
    @TempDir
    private Path cache;

    @BeforeEach
    void serve() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", exchange -> {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (body.has("n_predict")) asked.add(body);
            String answer = switch (exchange.getRequestURI().getPath()) {
                case "/health" -> "{\"status\":\"ok\"}";
                case "/props" -> "{\"total_slots\":" + slots + ",\"default_generation_settings\":{\"n_ctx\":4096,\"model\":\"word.gguf\"}}";
                case "/tokenize" -> tokens(body.path("content").asText());
                case "/detokenize" -> "{\"content\":\"x\"}";
                case "/completion" -> "data: {\"content\":\"word\",\"stop\":false}\n\ndata: {\"content\":\"\",\"stop\":true,\"stopped_limit\":true,\"timings\":{\"prompt_n\":1}}\n\n";
                default -> "";
            };
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, answer.isEmpty() ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    /** A byte each. */
    private static String tokens(String text) {
        var json = JSON.createObjectNode();
        var array = json.putArray("tokens");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) array.add(b & 0xff);
        return json.toString();
    }

    private LabEngines engines() {
        return LabEngines.of(new Engines(cache), new EngineConfig.LlamaServer(URI.create("http://127.0.0.1:" + http.getAddress().getPort()), Optional.empty(), 0));
    }

    private static LabSettings settings(int nodes) {
        var list = List.of("A", "B", "C").subList(0, nodes).stream().map(name -> new LabNode(name, Position.ORIGIN, HardwareProfile.INSTANT)).toList();
        return new LabSettings(list, 1, false, LabSettings.DEFAULT_WINDOW).withPrewarm(PrewarmPolicy.OFF);
    }

    @Test
    void each_node_has_slots_of_its_own_also_after_it_was_killed() throws Exception {
        lab = Lab.start(settings(2), watch, engines());
        assertTrue(lab.awaitLinked(LabWatch.PATIENCE));
        RoamingClient client = client("phone");
        for (String node : List.of("A", "B")) {
            client.goTo(node);
            client.ask("Hello", SHORT, AnswerListener.NONE);
        }
        assertEquals(List.of(0), slotsOf("A"));
        assertEquals(List.of(2), slotsOf("B"));
        assertEquals(List.of(false, false), asked.stream().map(body -> body.path("cache_prompt").asBoolean()).toList(), "B knows nothing of what A evaluated");
        lab.kill("A");
        lab.restart("A");
        assertTrue(lab.awaitLinked(LabWatch.PATIENCE) && lab.awaitLevel(LabWatch.PATIENCE));
        client.goTo("A");
        client.ask("And now?", PATIENT, AnswerListener.NONE);
        assertEquals(List.of(0), slotsOf("A"));
        assertFalse(asked.getLast().path("cache_prompt").asBoolean(), "what a killed node left is nobody's");
        assertEquals(List.of(0, 0, 0), watch.of(TurnEvent.Prefilled.class).stream().map(TurnEvent.Prefilled::cachedTokens).toList());
    }

    @Test
    void fewer_slots_than_nodes_are_refused_with_what_to_do() throws Exception {
        slots = 2;
        LabEngines engines = engines();
        String why = assertThrows(EngineException.class, () -> Lab.start(settings(3), watch, engines)).getMessage();
        assertTrue(why.contains("has 2 slots, and 3 nodes are to use it, each with slots of its own: start it with -np 3 or more"), why);
        lab = Lab.start(settings(2), watch, engines);
        assertEquals(List.of(), slotsOf("A"));
    }

    private List<Integer> slotsOf(String node) {
        return lab.node(node).orElseThrow().engine().cached().stream().map(CachedSession::slot).toList();
    }
}
