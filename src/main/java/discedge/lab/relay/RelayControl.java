package discedge.lab.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import discedge.lab.link.Cut;
import discedge.lab.link.LinkProperties;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * The HTTP API of relays: {@code GET /links}, {@code POST /links/A-B} with what to change and for how long, {@code DELETE
 * /links/A-B} or {@code /links} to heal. For an operator's console, on the JDK's own server: a handful of requests a minute.
 */
public final class RelayControl implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("delay_ms", "jitter_ms", "bytes_per_s", "cut", "for_s");
    private static final int MOST_BODY = 10_000;

    private final RelayStation station;
    private final InstantSource clock;
    private final HttpServer server;

    /** A request that cannot be done, with its status and a sentence. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** @throws IOException if the port is taken */
    public RelayControl(RelayStation station, InetSocketAddress address, InstantSource clock) throws IOException {
        this.station = station;
        this.clock = clock;
        server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode answer = JSON.createObjectNode();
            int status = 200;
            try {
                answer(exchange, answer);
            } catch (Refused e) {
                status = e.status;
                answer.removeAll();
                answer.put("code", status == 404 ? "not_found" : status == 405 ? "method_not_allowed" : "bad_request").put("message", e.getMessage());
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void answer(HttpExchange exchange, ObjectNode out) throws Refused, IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.equals("/links")) {
            switch (method) {
                case "GET" -> { }
                case "DELETE" -> station.healAll();
                default -> throw new Refused(405, method + " is not for /links: use GET or DELETE");
            }
            out.put("now", clock.instant().toString());
            var links = out.putArray("links");
            station.views().forEach(view -> write(links.addObject(), view));
        } else if (path.startsWith("/links/")) {
            String[] ends = ends(path.substring("/links/".length()));
            Optional<RelayStation.View> view = switch (method) {
                case "POST" -> station.change(ends[0], ends[1], change(exchange));
                case "DELETE" -> station.heal(ends[0], ends[1]);
                default -> throw new Refused(405, method + " is not for a link: use POST or DELETE");
            };
            write(out, view.orElseThrow(() -> new Refused(404, "there is no link " + path.substring("/links/".length()) + "; there are " + names())));
        } else throw new Refused(404, "there is no " + path + "; there are GET and DELETE /links, POST and DELETE /links/A-B");
    }

    private List<String> names() {
        return station.views().stream().map(RelayStation.View::name).toList();
    }

    /** Names may hold a dash themselves: the way to cut the text is the one that names a link. */
    private String[] ends(String name) throws Refused {
        for (RelayStation.View view : station.views())
            if (name.equals(view.name()) || name.equals(view.b() + "-" + view.a())) return new String[] {view.a(), view.b()};
        throw new Refused(404, "there is no link " + name + "; there are " + names());
    }

    private static RelayStation.Change change(HttpExchange exchange) throws Refused, IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY + 1);
        if (body.length > MOST_BODY) throw new Refused(413, "the body is longer than " + MOST_BODY + " bytes");
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException e) {
            throw new Refused(400, "the body is no JSON");
        }
        if (json == null || !json.isObject()) throw new Refused(400, "the body is a JSON object, as in {\"cut\": \"clean\", \"for_s\": 30}");
        for (var field : json.properties()) if (!FIELDS.contains(field.getKey())) throw new Refused(400, "unknown field '" + field.getKey() + "'; there are " + FIELDS.stream().sorted().toList());
        try {
            return new RelayStation.Change(millis(json, "delay_ms"), millis(json, "jitter_ms"), number(json, "bytes_per_s").map(Double::longValue),
                    Optional.ofNullable(json.get("cut")).map(JsonNode::asText).map(Cut::ofWord),
                    number(json, "for_s").map(s -> Duration.ofNanos(Math.round(s * 1e9))).orElse(Duration.ZERO));
        } catch (IllegalArgumentException e) {
            throw new Refused(400, e.getMessage());
        }
    }

    private static Optional<Duration> millis(JsonNode json, String field) {
        return number(json, field).map(ms -> Duration.ofNanos(Math.round(ms * 1e6)));
    }

    private static Optional<Double> number(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null) return Optional.empty();
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1e12) throw new IllegalArgumentException(field + " is a number from 0, not " + value);
        return Optional.of(value.doubleValue());
    }

    private void write(ObjectNode out, RelayStation.View view) {
        out.put("name", view.name()).put("a", view.a()).put("b", view.b());
        write(out.putObject("own"), view.own());
        write(out.putObject("forward"), view.forward()).put("bytes", view.forwardBytes());
        write(out.putObject("backward"), view.backward()).put("bytes", view.backwardBytes());
        out.put("connections", view.connections()).put("changed", view.changed());
        view.heals().ifPresent(at -> out.put("heals_in_ms", Math.max(0, Duration.between(clock.instant(), at).toMillis())));
        var relays = out.putArray("relays");
        for (RelayPlan.Relay relay : view.relays())
            relays.addObject().put("from", relay.from()).put("to", relay.to()).put("listen", text(relay.listen())).put("target", text(relay.target()));
    }

    private static ObjectNode write(ObjectNode out, LinkProperties shape) {
        return out.put("delay_ms", shape.delay().toNanos() / 1e6).put("jitter_ms", shape.jitter().toNanos() / 1e6).put("bytes_per_s", shape.bytesPerSecond())
                .put("cut", shape.cut().word());
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
