package discedge.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.context.Answer;
import discedge.lab.client.Outcome.Answered;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Makes a {@link Reply} of what a node answered. */
final class Replies {
    private Replies() {}

    /**
     * @param asked the node that was asked, for an answer that names none
     * @param began when the first attempt was sent
     * @throws IllegalArgumentException if the answer is of another turn, or its hash is none
     */
    static Reply of(Answered answered, SessionId session, int turn, String asked, int attempts, boolean ids, long began) {
        JsonNode json = answered.last();
        if (json.path("turn").asInt(turn) != turn) throw new IllegalArgumentException("turn " + json.path("turn") + " instead of " + turn);
        JsonNode stages = json.path("stages_ms");
        return new Reply(session, turn, json.path("node").asText(asked), hash(json), answered.content(),
                ids ? Optional.of(TokenSequence.of(answered.ids())) : Optional.empty(), json.path("stop_type").asText(),
                json.path("context_tokens").asInt(), json.path("new_tokens").asInt(), json.path("tokens_evaluated").asInt(),
                json.path("tokens_predicted").asInt(), json.path("timings").path("cache_n").asInt(json.path("tokens_cached").asInt()),
                new Answer.Stages(millis(stages, "queue"), stages.has("wait") ? millis(stages, "wait") : millis(json, "wait_ms"),
                        millis(stages, "prefill"), millis(stages, "decode"), millis(stages, "commit")),
                json.path("stale").asBoolean(), turns(json, "missing_turns"), turns(json, "left_out_turns"),
                json.path("replayed").asBoolean(),
                json.path("simulated").asBoolean(), json.path("model").asText(), attempts,
                Duration.ofNanos(answered.lastNanos() - began), Duration.ofNanos(answered.firstNanos() - began), answered.status());
    }

    private static Optional<TurnHash> hash(JsonNode json) {
        String text = json.path("hash").asText("");
        return json.path("hash").isTextual() && !text.isEmpty() ? Optional.of(TurnHash.parse(text)) : Optional.empty();
    }

    private static Duration millis(JsonNode json, String field) {
        return Duration.ofNanos(Math.round(json.path(field).asDouble() * 1e6));
    }

    private static List<Integer> turns(JsonNode json, String field) {
        return StreamSupport.stream(json.path(field).spliterator(), false).map(JsonNode::asInt).toList();
    }
}
