package discedge.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/** Calls a node as anybody would: HTTP with JSON, by nothing but the JDK. */
public final class NodeCaller {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;

    /** What came back; the body as JSON, if it is any. */
    public record Got(int status, String body) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + body, e);
            }
        }

        public String text(String field) {
            return json().path(field).asText();
        }

        public int number(String field) {
            return json().path(field).asInt(Integer.MIN_VALUE);
        }

        /** This answer, which was to have come. */
        public Got ok() {
            assertEquals(200, status, body);
            return this;
        }

        public Got refused(int wanted, String code) {
            assertEquals(wanted + " " + code, status + " " + text("code"), body);
            if (text("message").length() < 15) throw new AssertionError("the message says what to do: " + body);
            return this;
        }
    }

    public NodeCaller(int port) {
        this.port = port;
    }

    /** A turn; {@code after} is the answer before it, null for turn 1. */
    public Got turn(String session, Got before, String prompt, Object... fields) {
        return complete(body(session, before, prompt, fields));
    }

    public static ObjectNode body(String session, Got before, String prompt, Object... fields) {
        ObjectNode body = JSON.createObjectNode().put("session_id", session).put("turn", before == null ? 1 : before.number("turn") + 1).put("prompt", prompt);
        if (before != null && before.json().has("hash")) body.put("after", before.text("hash"));
        body.put("n_predict", 12);
        for (int i = 0; i < fields.length; i += 2) body.set((String) fields[i], JSON.valueToTree(fields[i + 1]));
        return body;
    }

    public Got complete(ObjectNode body) {
        return complete(body.toString());
    }

    public Got complete(String body) {
        return send("POST", "/completion", body);
    }

    public CompletableFuture<Got> completeLater(ObjectNode body) {
        return HTTP.sendAsync(request("POST", "/completion", body.toString()), HttpResponse.BodyHandlers.ofString()).thenApply(r -> new Got(r.statusCode(), r.body()));
    }

    public Got get(String path) {
        return send("GET", path, "");
    }

    public Got delete(String path) {
        return send("DELETE", path, "");
    }

    /** The record of a turn in the session's log, with its ids and their pieces. */
    public JsonNode record(String session, int turn) {
        return get("/sessions/" + session + "?tokens=true").ok().json().path("turns").get(turn - 1);
    }

    /** All text that stands for these ids. */
    public static String text(JsonNode pieces) {
        return String.join("", texts(pieces));
    }

    public static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    /** Reads an event stream until a line says this, and returns all lines. */
    public String events(String until) throws IOException, InterruptedException {
        HttpResponse<java.util.stream.Stream<String>> response = HTTP.send(request("GET", "/events?after=0", ""), HttpResponse.BodyHandlers.ofLines());
        var all = new StringBuilder();
        try (var lines = response.body()) {
            for (var i = lines.iterator(); i.hasNext();) {
                String line = i.next();
                all.append(line).append('\n');
                if (line.contains(until)) return all.toString();
            }
        }
        throw new AssertionError("the stream ended before " + until + ":\n" + all);
    }

    private Got send(String method, String path, String body) {
        try {
            HttpResponse<String> response = HTTP.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
            return new Got(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(method + " " + path + " at port " + port, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)).build();
    }
}
