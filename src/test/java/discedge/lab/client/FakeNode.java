package discedge.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import discedge.session.TurnHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A server that answers as a node would, but for the misdeeds scripted for its next requests. */
final class FakeNode implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    /** What happens to one request. */
    interface Deed {
        void on(HttpExchange exchange, JsonNode request) throws IOException;
    }

    final String name;
    final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Deed> script = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    FakeNode(String name) throws IOException {
        this.name = name;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    Place at(double x, double y) {
        return new Place(name, address(), new Position(x, y));
    }

    FakeNode next(Deed deed) {
        script.add(deed);
        return this;
    }

    FakeNode refuses(int status, String code) {
        return next((exchange, _) -> send(exchange, status, "application/json", error(code).put("expected_turn", 7).toString()));
    }

    static ObjectNode error(String code) {
        return JSON.createObjectNode().put("code", code).put("message", "said " + code);
    }

    /** The hash that {@code answer} gives turn n. */
    static TurnHash hash(int turn) {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) turn;
        return TurnHash.ofBytes(bytes);
    }

    ObjectNode answer(JsonNode request, String content) {
        int turn = request.path("turn").asInt();
        ObjectNode json = JSON.createObjectNode().put("content", content).put("stop", true).put("stop_type", "eos").put("model", "fake")
                .put("tokens_predicted", 2).put("tokens_evaluated", 9).put("session_id", request.path("session_id").asText()).put("turn", turn)
                .put("node", name).put("wait_ms", 1.5).put("context_tokens", 5).put("new_tokens", 6).put("simulated", true);
        if (!request.path("mode").asText().equals("client-side")) json.put("hash", hash(turn).toString());
        json.putObject("timings").put("cache_n", 4);
        json.putObject("stages_ms").put("queue", 0).put("wait", 1.5).put("prefill", 2).put("decode", 3).put("commit", 0.25);
        return json;
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Begins a streamed answer with these pieces and leaves it open. */
    static void begin(HttpExchange exchange, String... pieces) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (String piece : pieces) event(exchange, JSON.createObjectNode().put("content", piece).put("stop", false));
    }

    static void event(HttpExchange exchange, JsonNode json) throws IOException {
        exchange.getResponseBody().write(("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private void handle(HttpExchange exchange) {
        try {
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode request = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            if (body.length > 0) requests.add(request);
            Deed deed = script.poll();
            if (deed != null) deed.on(exchange, request);
            else if (request.path("stream").asBoolean()) stream(exchange, request);
            else send(exchange, 200, "application/json", answer(request, "answer " + request.path("turn")).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stream(HttpExchange exchange, JsonNode request) throws IOException {
        begin(exchange, "answer ", request.path("turn").asText());
        ObjectNode last = answer(request, "");
        if (request.path("return_tokens").asBoolean()) last.putArray("tokens").add(11).add(12);
        event(exchange, last);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
