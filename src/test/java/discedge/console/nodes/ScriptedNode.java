package discedge.console.nodes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import discedge.node.Version;
import discedge.session.TurnHash;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;

/** What a node's HTTP API looks like from a console, with as many sessions as wanted and any clock. Its event stream stays open and says nothing. */
public final class ScriptedNode implements AutoCloseable {
    private final String name;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    public volatile int sessions;
    public volatile String version = Version.text();
    public volatile String fingerprint = "00000000000000ff";
    public volatile String model = "smollm2";
    public volatile Duration ahead = Duration.ZERO;
    /** Ids of each session. */
    public volatile int ids = 10;
    public volatile boolean hangs;
    /** After it has said who it is. */
    public volatile Runnable answered = () -> {};
    /** It answers from then on. */
    public volatile CountDownLatch from = new CountDownLatch(0);

    public ScriptedNode(String name) throws IOException {
        this(name, 0);
    }

    public ScriptedNode(String name, int port) throws IOException {
        this.name = name;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 16);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Of the session so far down its list. */
    public static String session(int n) {
        var id = new StringBuilder();
        for (int rest = n; id.length() < 26; rest /= 36) id.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(rest % 36));
        return id.toString();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            from.await();
            if (hangs) closed.await();
            else if (path.equals("/events")) stream(exchange);
            else if (path.equals("/node")) {
                send(exchange, node());
                answered.run();
            }
            else if (path.equals("/sessions")) send(exchange, page(exchange.getRequestURI().getQuery()));
            else if (path.startsWith("/sessions/")) send(exchange, one(path.substring("/sessions/".length())));
            else send(exchange, "{}");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(("event: log\ndata: {\"type\":\"log\",\"node\":\"" + name + "\",\"epoch\":\"e\",\"first\":1,\"last\":0}\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        closed.await();
    }

    private String node() {
        return """
                {"node":"%s","version":"%s","engine":"scripted","model":"%s","fingerprint":"%s","profile":"","simulated":false,"window":2048,"store":"durable",
                "http_port":%d,"replica_port":1,"sessions":%d,"now":"%s","events":{"epoch":"e","first":1,"last":0},"peers":[]}"""
                .formatted(name, version, model, fingerprint, port(), sessions, Instant.now().plus(ahead));
    }

    private String page(String query) {
        Map<String, String> wanted = new HashMap<>();
        for (String part : query.split("&")) wanted.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        int offset = Integer.parseInt(wanted.getOrDefault("offset", "0"));
        int limit = Math.min(1000, Integer.parseInt(wanted.getOrDefault("limit", "100")));
        String q = wanted.getOrDefault("q", "").toLowerCase(Locale.ROOT);
        var found = new ArrayList<String>();
        int total = 0;
        for (int n = 0; n < sessions; n++) {
            if (!q.isEmpty() && !("user-" + n).contains(q) && !session(n).startsWith(q)) continue;
            if (total >= offset && found.size() < limit) found.add(summary(n));
            total++;
        }
        return "{\"sessions\":[" + String.join(",", found) + "],\"total\":" + total + ",\"offset\":" + offset + "}";
    }

    private static TurnHash hash(int n) {
        return TurnHash.ofBytes(ByteBuffer.allocate(16).putInt(n).array());
    }

    private static TurnHash head(String session) {
        return hash(session.hashCode());
    }

    private String summary(int n) {
        return """
                {"session_id":"%s","user_id":"user-%d","mode":"tokenized","model":"smollm2","turn":1,"newest_turn":1,"head":"%s","tokens":%d,"bytes":%d,"forked":false,
                "deleted":false,"last_write":"2026-01-01T00:00:00Z"}""".formatted(session(n), n, head(session(n)), ids, ids * 2);
    }

    private String one(String id) {
        var list = new StringBuilder();
        var pieces = new StringBuilder();
        for (int i = 0; i < ids; i++) {
            list.append(i == 0 ? "" : ",").append(i % 997);
            pieces.append(i == 0 ? "" : ",").append("\" w").append(i % 997).append('"');
        }
        return """
                {"session_id":"%s","user_id":"user-0","mode":"tokenized","model":"smollm2","tokenizer":"%s","template":"chatml","window_policy":"drop-oldest","ttl_s":3600,
                "turn":1,"newest_turn":1,"head":"%s","tokens":%d,"bytes":%d,"forked":false,"deleted":false,"last_write":"2026-01-01T00:00:00Z","branches":[],
                "turns":[{"turn":1,"hash":"%s","before":"%s","request_hash":"%s","attempt":1,"origin":"%s","written":"2026-01-01T00:00:00Z","missing":[],"left_out":[],
                "stop":"eos","spans":[{"role":"user","start":0,"length":%d}],"ids":[%s],"pieces":[%s]}]}"""
                .formatted(id, fingerprint, head(id), ids, ids * 2, head(id), hash(0), hash(0), name, ids, list, pieces);
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
