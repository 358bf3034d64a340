package discedge.lab.client;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.context.RefusalCode;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import okhttp3.Response;
import okio.BufferedSource;

/** Reads a node's answer to a turn: JSON, or JSON in server-sent events. */
final class AnswerReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data:";

    private final int status;
    private final AnswerListener listener;
    private final StringBuilder content = new StringBuilder();
    private int[] ids = {};
    private long firstNanos;

    private AnswerReader(int status, AnswerListener listener) {
        this.status = status;
        this.listener = listener;
    }

    /**
     * @throws JsonProcessingException if the answer is no JSON object
     * @throws IOException if the connection breaks before the answer is whole
     */
    static Outcome read(Response response, AnswerListener listener) throws IOException {
        if (!response.isSuccessful()) return refused(response.code(), response.body().string());
        String type = response.header("Content-Type", "");
        var reader = new AnswerReader(response.code(), listener);
        return type.startsWith("text/event-stream") ? reader.events(response.body().source()) : reader.whole(response.body().string());
    }

    private Outcome whole(String body) throws JsonProcessingException {
        JsonNode json = object(body);
        long now = System.nanoTime();
        content.append(json.path("content").asText());
        return new Outcome.Answered(status, content.toString(), json, idsOf(json), now, now);
    }

    private Outcome events(BufferedSource source) throws IOException {
        for (String line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
            if (!line.startsWith(DATA)) continue;
            JsonNode json = object(line.substring(DATA.length()));
            if (json.has("error")) return refused(status, json.path("error"));
            piece(json);
            if (json.path("stop").asBoolean()) return last(source, json);
        }
        throw new EOFException("the answer ended before its last piece");
    }

    private void piece(JsonNode json) {
        if (firstNanos == 0) firstNanos = System.nanoTime();
        String text = json.path("content").asText();
        if (!text.isEmpty()) listener.piece(text);
        content.append(text);
        ids = IntStream.concat(Arrays.stream(ids), Arrays.stream(idsOf(json))).toArray();
    }

    private Outcome last(BufferedSource source, JsonNode json) {
        long now = System.nanoTime();
        // All the ids, if the last piece has them all, whatever the others had.
        int[] all = idsOf(json);
        if (all.length == json.path("tokens_predicted").asInt()) ids = all;
        try {
            // To the end, or the connection could not be used again.
            while (source.readUtf8Line() != null) continue;
        } catch (IOException e) {
            // The answer is whole.
        }
        return new Outcome.Answered(status, content.toString(), json, ids, firstNanos, now);
    }

    private static JsonNode object(String text) throws JsonProcessingException {
        JsonNode json = JSON.readTree(text);
        if (!json.isObject()) throw new JsonParseException(null, "an answer is a JSON object");
        return json;
    }

    private static int[] idsOf(JsonNode json) {
        return StreamSupport.stream(json.path("tokens").spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }

    static Outcome.Failed refused(int status, String body) {
        try {
            return refused(status, JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return refused(status, JSON.createObjectNode());
        }
    }

    private static Outcome.Failed refused(int status, JsonNode json) {
        Map<String, Object> fields = new TreeMap<>();
        if (json.isObject()) fields = JSON.convertValue(json, new TypeReference<TreeMap<String, Object>>() {});
        Object code = fields.remove("code");
        Object message = fields.remove("message");
        String word = code instanceof String known ? known : "http_" + status;
        String said = message instanceof String text ? text : "the node answered with status " + status;
        return new Outcome.Failed(statusOf(word, status), word, said, fields);
    }

    /** Once streaming has begun the status has been sent: the code tells what it would have been. */
    private static int statusOf(String code, int status) {
        if (status >= 400) return status;
        return Arrays.stream(RefusalCode.values()).filter(known -> known.word().equals(code.toLowerCase(Locale.ROOT)))
                .mapToInt(RefusalCode::status).findFirst().orElse(500);
    }
}
