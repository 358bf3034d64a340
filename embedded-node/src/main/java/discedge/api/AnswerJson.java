package discedge.api;

import com.fasterxml.jackson.core.JsonGenerator;
import discedge.context.Answer;
import discedge.context.Refusal;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.time.Duration;

/** Answers and refusals as JSON: llama.cpp's fields, then ours (docs/protocol.md, "A turn", 6). */
final class AnswerJson {
    private final String model;
    private final boolean simulated;

    AnswerJson(String model, boolean simulated) {
        this.model = model;
        this.simulated = simulated;
    }

    /** One piece of a streamed answer. */
    static void piece(JsonGenerator out, String content, TokenSequence ids, boolean returnTokens) throws IOException {
        out.writeStringField("content", content);
        if (returnTokens) tokens(out, ids);
        out.writeBooleanField("stop", false);
    }

    /**
     * The whole answer, or the end of a streamed one, whose content is empty.
     *
     * @param predicted ids of the answer
     */
    void answer(JsonGenerator out, Answer answer, String content, TokenSequence ids, int predicted,
            boolean returnTokens) throws IOException {
        out.writeStringField("content", content);
        if (returnTokens) tokens(out, ids);
        out.writeBooleanField("stop", true);
        out.writeStringField("stop_type", answer.stop().word());
        out.writeStringField("model", model);
        out.writeNumberField("tokens_predicted", predicted);
        out.writeNumberField("tokens_evaluated", answer.promptTokens());
        out.writeNumberField("tokens_cached", answer.cachedTokens());
        out.writeBooleanField("truncated", !answer.leftOut().isEmpty());
        timings(out, answer, predicted);
        out.writeStringField("session_id", answer.session().value());
        out.writeNumberField("turn", answer.turn());
        if (answer.hash().isPresent()) out.writeStringField("hash", answer.hash().get().toString());
        out.writeStringField("node", answer.node());
        out.writeStringField("mode", answer.mode().word());
        Json.millis(out, "wait_ms", answer.stages().waited());
        out.writeNumberField("context_tokens", answer.contextTokens());
        out.writeNumberField("new_tokens", answer.newTokens());
        out.writeBooleanField("stale", answer.stale());
        Json.numbers(out, "missing_turns", answer.missing());
        Json.numbers(out, "left_out_turns", answer.leftOut());
        out.writeBooleanField("replayed", answer.replayed());
        stages(out, answer.stages());
        out.writeBooleanField("simulated", simulated);
    }

    private static void timings(JsonGenerator out, Answer answer, int predicted) throws IOException {
        out.writeObjectFieldStart("timings");
        out.writeNumberField("cache_n", answer.cachedTokens());
        out.writeNumberField("prompt_n", Math.max(0, answer.promptTokens() - answer.cachedTokens()));
        Json.millis(out, "prompt_ms", answer.stages().prefill());
        out.writeNumberField("predicted_n", predicted);
        Json.millis(out, "predicted_ms", answer.stages().decode());
        out.writeEndObject();
    }

    private static void stages(JsonGenerator out, Answer.Stages stages) throws IOException {
        out.writeObjectFieldStart("stages_ms");
        Json.millis(out, "queue", stages.queued());
        Json.millis(out, "wait", stages.waited());
        Json.millis(out, "prefill", stages.prefill());
        Json.millis(out, "decode", stages.decode());
        Json.millis(out, "commit", stages.commit());
        out.writeEndObject();
    }

    private static void tokens(JsonGenerator out, TokenSequence ids) throws IOException {
        out.writeArrayFieldStart("tokens");
        for (int i = 0; i < ids.length(); i++) out.writeNumber(ids.get(i));
        out.writeEndArray();
    }

    /** {@code code}, {@code message}, then the refusal's own fields. */
    static void refusal(JsonGenerator out, Refusal refusal) throws IOException {
        out.writeStringField("code", refusal.code().word());
        out.writeStringField("message", refusal.message());
        for (var field : refusal.fields().entrySet()) {
            out.writeFieldName(field.getKey());
            Json.value(out, field.getValue());
        }
    }

    /** Whole seconds to wait before a retry: at least 1, more where the refusal's {@code retry_after_ms} says so. */
    static long retryAfterSeconds(Refusal refusal) {
        return switch (refusal.fields().get("retry_after_ms")) {
            case Duration wait -> Math.max(1, Math.ceilDiv(wait.toMillis(), 1000));
            case Number millis -> Math.max(1, Math.ceilDiv(millis.longValue(), 1000));
            case null, default -> 1;
        };
    }
}
