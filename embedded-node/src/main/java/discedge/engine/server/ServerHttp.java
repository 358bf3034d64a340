package discedge.engine.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import discedge.engine.EngineException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Requests to one server and what its errors mean. Safe for many threads. */
final class ServerHttp implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** For everything but answers: tokenizing, properties. */
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final int LONGEST_ERROR = 300;

    private final ServerSettings settings;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).executor(Executors.newVirtualThreadPerTaskExecutor()).build();

    ServerHttp(ServerSettings settings) {
        this.settings = settings;
    }

    /** @throws EngineException if the server refuses for good */
    JsonNode get(String path) throws UnavailableException, InterruptedException {
        return ask(request(path).GET());
    }

    /** The same for what older servers do not have: missing instead of an error. */
    JsonNode getIfThere(String path) throws UnavailableException, InterruptedException {
        try {
            return get(path);
        } catch (EngineException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    JsonNode post(String path, JsonNode body) throws UnavailableException, InterruptedException {
        return ask(request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private JsonNode ask(HttpRequest.Builder request) throws UnavailableException, InterruptedException {
        HttpRequest asked = request.timeout(QUICK).build();
        try {
            HttpResponse<String> answer = client.send(asked, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() / 100 != 2) throw refused(asked, answer.statusCode(), answer.body());
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new EngineException("what " + asked.uri() + " answers is no JSON: is it a llama-server?", e);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /**
     * Begins an answer that comes as a stream.
     *
     * @throws EngineException if the server refuses it for good
     */
    ServerStream stream(String path, JsonNode body) throws UnavailableException {
        HttpRequest request = request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
        return new ServerStream(this, request, client);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(settings.url().resolve(settings.url().getRawPath() + path)).header("Content-Type", "application/json");
        settings.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request;
    }

    /** What an error status means. @throws UnavailableException if asking again may help */
    EngineException refused(HttpRequest request, int status, String body) throws UnavailableException {
        String why = reason(body);
        if (status == 503 || status == 429 || status == 502) throw new UnavailableException(why.toLowerCase(java.util.Locale.ROOT).contains("load") ? "the server is loading its model" : "the server is busy (" + status + (why.isEmpty() ? "" : ", " + why) + ")");
        if (status == 401 || status == 403) return new EngineException("the server at " + settings.url() + " refuses the API key (" + status + "): give the right one (api_key: …)");
        if (why.contains("exceed") && why.contains("context")) return new EngineException("the prompt is too long for the server's context: " + why);
        return new EngineException("the server at " + settings.url() + " refuses " + request.uri().getPath() + " (" + status + (why.isEmpty() ? "" : ", " + why) + ")");
    }

    private static String reason(String body) {
        String text;
        try {
            JsonNode error = JSON.readTree(body).path("error");
            text = error.isTextual() ? error.asText() : error.path("message").asText("");
            if (!error.path("type").asText("").isEmpty()) text = error.path("type").asText() + ": " + text;
        } catch (JsonProcessingException e) {
            text = body;
        }
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text.strip();
    }

    UnavailableException unavailable(Throwable e) {
        return switch (e) {
            case ConnectException _ -> new UnavailableException("nothing listens at " + settings.url());
            case HttpTimeoutException _ -> new UnavailableException("the server at " + settings.url() + " does not answer in time");
            default -> new UnavailableException("the connection to " + settings.url() + " broke: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
