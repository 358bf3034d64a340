package discedge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.context.PrewarmPolicy;
import discedge.engine.LlmEngine;
import discedge.engine.simulated.FixedEngine;
import discedge.event.NodeEvent;
import discedge.event.PrewarmEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine with a defect: whatever it throws, a request ends, and the next one is answered (docs/protocol.md, I12). */
@Timeout(40)
class FailingEngineTest {
    private static final String S = "abcdefghijklmnopqrstuvwxyz";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = Logger.getLogger("discedge");

    private final BlockingQueue<NodeEvent> events = new LinkedBlockingQueue<>();
    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private volatile Optional<Supplier<Throwable>> defect = Optional.empty();

    static List<Supplier<Throwable>> defects() {
        return List.of(() -> new IllegalStateException("the cache is upside down"), NullPointerException::new, () -> new LinkageError("no such function"));
    }

    @BeforeEach
    void listen() {
        LOG.addHandler(listening);
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(listening);
        LOG.setUseParentHandlers(true);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aTurnEndsInWordsAndTheSessionGoesOn(Supplier<Throwable> what) throws Exception {
        try (EdgeNode node = EdgeNode.start(NodeSettings.inMemory("A", List.of()), failing("generate"), events::add, new SplittableRandom(1))) {
            JsonNode first = complete(node, 1, "").body();
            defect = Optional.of(what);
            Got refused = complete(node, 2, first.path("hash").asText());
            assertEquals("503 engine_failed", refused.status() + " " + refused.body().path("code").asText(), refused.body().toString());
            String said = refused.body().path("message").asText();
            assertTrue(said.contains(what.get().getClass().getSimpleName()) && said.contains("ask again"), said);
            assertEquals(1, logged.stream().filter(record -> record.getThrown() != null).count(), "the trace, once");
            defect = Optional.empty();
            assertEquals(200, complete(node, 2, first.path("hash").asText()).status());
        }
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aPrewarmEndsAsFailedAndTheNextOneRuns(Supplier<Throwable> what) throws Exception {
        int portA = freePort();
        int portB = freePort();
        defect = Optional.of(what);
        try (EdgeNode a = EdgeNode.start(settings("A", portA, portB), new FixedEngine(8, 4_096), event -> { }, new SplittableRandom(1));
                EdgeNode b = EdgeNode.start(settings("B", portB, portA), failing("prewarm"), events::add, new SplittableRandom(2))) {
            JsonNode first = complete(a, 1, "").body();
            assertEquals("failed", ended(1).ending());
            assertEquals(200, complete(a, 2, first.path("hash").asText()).status());
            assertEquals("failed", ended(2).ending(), "it was tried again");
            assertEquals(2, b.session(new discedge.session.SessionId(S)).orElseThrow().log().size());
        }
    }

    @Test
    void aSessionIsDeletedThoughTheEngineCannotForgetIt() throws Exception {
        defect = Optional.of(() -> new IllegalStateException("the cache is upside down"));
        try (EdgeNode node = EdgeNode.start(NodeSettings.inMemory("A", List.of()), failing("evict"), events::add, new SplittableRandom(1))) {
            JsonNode first = complete(node, 1, "").body();
            var delete = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + "/sessions/" + S)).DELETE().build();
            assertEquals(2, send(delete).statusCode() / 100);
            assertEquals("410", String.valueOf(complete(node, 2, first.path("hash").asText()).status()));
        }
    }

    /** @param method the one that throws while there is a defect */
    private LlmEngine failing(String method) {
        LlmEngine engine = new FixedEngine(8, 4_096);
        return (LlmEngine) Proxy.newProxyInstance(LlmEngine.class.getClassLoader(), new Class<?>[] {LlmEngine.class}, (_, called, arguments) -> {
            if (called.getName().equals(method) && defect.isPresent()) throw defect.get().get();
            try {
                return called.invoke(engine, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static NodeSettings settings(String id, int replica, int peer) {
        var base = NodeSettings.inMemory(id, List.of("127.0.0.1:" + peer));
        return new NodeSettings(id, base.httpHost(), 0, base.replicaHost(), replica, base.peers(), base.data(), base.mode(), base.windowPolicy(), base.limits(), PrewarmPolicy.ALL);
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private PrewarmEvent.Ended ended(int turn) throws InterruptedException {
        while (true) {
            NodeEvent event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) throw new AssertionError("the pre-warm of turn " + turn + " never ended");
            if (event instanceof PrewarmEvent.Ended ended && ended.turn() == turn) return ended;
        }
    }

    private record Got(int status, JsonNode body) {}

    private static Got complete(EdgeNode node, int turn, String after) throws Exception {
        var body = JSON.createObjectNode().put("session_id", S).put("turn", turn).put("prompt", "Go on");
        if (!after.isEmpty()) body.put("after", after);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + "/completion")).timeout(java.time.Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
        HttpResponse<String> response = send(request);
        return new Got(response.statusCode(), JSON.readTree(response.body()));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
