package discedge.engine.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * A llama-server without a model: a token is a byte of UTF-8, or one of ChatML's two. It speaks upstream's dialect or the fork's,
 * quirks included, and says what it is told to say.
 */
final class ScriptedServer implements AutoCloseable {
    static final int IM_START = 256;
    static final int IM_END = 257;
    private static final ObjectMapper JSON = new ObjectMapper();

    final Dialect dialect;
    final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
    final List<String> paths = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch hungUp = new CountDownLatch(1);
    volatile String answer = "Hello 🤖, grüß dich.";
    volatile boolean ends = true;
    volatile boolean chatMl = true;
    volatile boolean begins;
    volatile int slots = 2;
    volatile int window = 256;
    volatile int vocabulary = 258;
    volatile String model = "/models/Tiny-Chat.Q4_K_M.gguf";
    volatile String key = "";
    volatile int loadingFor;
    volatile int breakAfter = -1;
    volatile String template = "";
    /** As upstream started with --slot-save-path. */
    volatile boolean erases = true;
    /** Called before a slot is erased. */
    volatile Runnable beforeErase = () -> { };
    /** Called before each id is sent. */
    volatile java.util.function.IntConsumer beforeId = _ -> { };
    /** What became of slots, in order: {@code erased 0}, {@code asked 0}. */
    final List<String> slotLog = Collections.synchronizedList(new ArrayList<>());
    private final List<List<Integer>> caches = Collections.synchronizedList(new ArrayList<>());
    private HttpServer http;
    private int port;

    ScriptedServer(Dialect dialect) throws IOException {
        this.dialect = dialect;
        start();
    }

    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        port = http.getAddress().getPort();
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
        caches.clear();
        for (int i = 0; i < 64; i++) caches.add(new ArrayList<>());
    }

    void stop() {
        http.stop(0);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        stop();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        paths.add(exchange.getRequestURI().toString());
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (!key.isEmpty() && !("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"error\":{\"code\":401,\"message\":\"Invalid API Key\",\"type\":\"authentication_error\"}}");
        } else if (loadingFor > 0) {
            loadingFor--;
            send(exchange, 503, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}");
        } else {
            switch (path) {
                case "/health" -> send(exchange, 200, "{\"status\":\"ok\"}");
                case "/props" -> send(exchange, 200, properties());
                case "/v1/models" -> send(exchange, dialect == Dialect.UPSTREAM ? 200 : 404, "{\"data\":[{\"id\":\"m\",\"meta\":{\"n_vocab\":" + vocabulary + "}}]}");
                case "/tokenize" -> send(exchange, 200, tokenize(body));
                case "/detokenize" -> send(exchange, 200, JSON.createObjectNode().put("content", text(ids(body.path("tokens")))).toString());
                case "/apply-template" -> send(exchange, template.isEmpty() ? 500 : 200, JSON.createObjectNode().put("prompt", applied(body.path("messages"))).toString());
                case "/completion" -> complete(exchange, body);
                case String other when other.startsWith("/slots/") && dialect == Dialect.UPSTREAM -> erase(exchange, Integer.parseInt(other.substring("/slots/".length())));
                default -> send(exchange, 404, "{\"error\":{\"code\":404,\"message\":\"File Not Found\",\"type\":\"not_found_error\"}}");
            }
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String properties() {
        ObjectNode json = JSON.createObjectNode().put("total_slots", slots);
        json.putObject("default_generation_settings").put("n_ctx", window);
        if (dialect == Dialect.UPSTREAM) json.put("model_path", model);
        else ((ObjectNode) json.path("default_generation_settings")).put("model", model);
        return json.toString();
    }

    // ---- tokens

    private String tokenize(JsonNode body) {
        boolean parse = dialect == Dialect.FORK || body.path("parse_special").asBoolean(true);
        List<Integer> ids = tokens(body.path("content").asText(), parse);
        if (begins && dialect == Dialect.UPSTREAM && body.path("add_special").asBoolean()) ids.addFirst(1);
        ObjectNode json = JSON.createObjectNode();
        ArrayNode tokens = json.putArray("tokens");
        for (int id : ids) {
            if (dialect == Dialect.FORK || !body.path("with_pieces").asBoolean()) {
                tokens.add(id);
            } else {
                ObjectNode one = tokens.addObject().put("id", id);
                if (id < 128 || id >= 256) one.put("piece", text(List.of(id)));
                else one.putArray("piece").add(id);
            }
        }
        return json.toString();
    }

    private List<Integer> tokens(String text, boolean parse) {
        var ids = new ArrayList<Integer>();
        for (int at = 0; at < text.length();) {
            if (parse && chatMl && text.startsWith("<|im_start|>", at)) {
                ids.add(IM_START);
                at += 12;
            } else if (parse && chatMl && text.startsWith("<|im_end|>", at)) {
                ids.add(IM_END);
                at += 10;
            } else {
                int end = at + Character.charCount(text.codePointAt(at));
                for (byte b : text.substring(at, end).getBytes(StandardCharsets.UTF_8)) ids.add(b & 0xff);
                at = end;
            }
        }
        return ids;
    }

    private String text(List<Integer> ids) {
        var out = new java.io.ByteArrayOutputStream();
        for (int id : ids) {
            if (id < 256) out.write(id);
            else if (dialect == Dialect.UPSTREAM) out.writeBytes((id == IM_START ? "<|im_start|>" : "<|im_end|>").getBytes(StandardCharsets.US_ASCII));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<Integer> ids(JsonNode array) {
        var ids = new ArrayList<Integer>();
        array.forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    private String applied(JsonNode messages) {
        var out = new StringBuilder();
        messages.forEach(m -> out.append(template.replace("ROLE", m.path("role").asText()).replace("TEXT", m.path("content").asText())));
        return out.append(template.substring(0, template.indexOf("TEXT")).replace("ROLE", "assistant")).toString();
    }

    // ---- answers

    private void erase(HttpExchange exchange, int slot) throws IOException {
        beforeErase.run();
        if (!erases) {
            send(exchange, 501, "{\"error\":{\"code\":501,\"message\":\"This server does not support slots action. Start it with `--slot-save-path`\",\"type\":\"not_supported_error\"}}");
            return;
        }
        slotLog.add("erased " + slot);
        caches.set(slot, new ArrayList<>());
        send(exchange, 200, "{\"id_slot\":" + slot + ",\"n_erased\":1}");
    }

    /** What is in a slot's cache. */
    List<Integer> cache(int slot) {
        return List.copyOf(caches.get(slot));
    }

    private void complete(HttpExchange exchange, JsonNode body) throws IOException {
        asked.add(body);
        List<Integer> prompt = ids(body.path("prompt"));
        if (prompt.stream().anyMatch(id -> id >= 258)) {
            send(exchange, 400, "{\"error\":{\"code\":400,\"message\":\"Prompt contains invalid tokens\",\"type\":\"invalid_request_error\"}}");
            return;
        }
        int slot = body.path(dialect == Dialect.UPSTREAM ? "id_slot" : "slot_id").asInt(-1);
        slotLog.add("asked " + slot);
        boolean reuse = body.path("cache_prompt").asBoolean(dialect == Dialect.UPSTREAM);
        List<Integer> cache = caches.get(slot);
        int kept = 0;
        while (reuse && kept < Math.min(cache.size(), prompt.size() - 1) && cache.get(kept).equals(prompt.get(kept))) kept++;
        List<Integer> said = tokens(answer, false);
        int limit = body.path("n_predict").asInt();
        // Some builds sample one id where none is wanted.
        int count = Math.min(said.size(), Math.max(1, limit));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            stream(out, said, count, prompt.size() - kept, ends && count == said.size() && limit > count);
            var left = new ArrayList<>(prompt);
            left.addAll(said.subList(0, Math.max(0, count - 1)));
            caches.set(slot, left);
        } catch (IOException e) {
            hungUp.countDown();
        }
    }

    private void stream(OutputStream out, List<Integer> said, int count, int evaluated, boolean eos) throws IOException {
        event(out, ": ping\n\n");
        var pending = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            beforeId.accept(i);
            if (i == breakAfter) throw new IOException("broken on purpose");
            pending.write(said.get(i));
            String text = whole(pending.toByteArray());
            // Upstream and fork alike say nothing of an id that ends in mid-character.
            if (text == null) continue;
            pending.reset();
            event(out, "data: " + piece(text, said.get(i), i + 1, evaluated) + "\n\n");
        }
        if (eos && dialect == Dialect.UPSTREAM) event(out, "data: " + piece("", IM_END, count + 1, evaluated) + "\n\n");
        ObjectNode last = JSON.createObjectNode().put("content", "").put("stop", true).put("truncated", false);
        last.putObject("timings").put("prompt_n", evaluated).put("predicted_n", count + (eos ? 1 : 0));
        if (dialect == Dialect.UPSTREAM) last.put("stop_type", eos ? "eos" : "limit").putArray("tokens");
        else last.put("stopped_eos", eos).put("stopped_limit", !eos);
        event(out, "data: " + last + "\n\n");
    }

    private String piece(String text, int id, int predicted, int evaluated) {
        ObjectNode json = JSON.createObjectNode().put("content", text).put("stop", false);
        if (dialect == Dialect.UPSTREAM) {
            json.putArray("tokens").add(id);
            json.putObject("timings").put("prompt_n", evaluated).put("predicted_n", predicted);
        }
        return json.toString();
    }

    private static void event(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The text, or null while a character is incomplete. */
    private static String whole(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
