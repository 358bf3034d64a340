package discedge.engine.server;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The ids of an answer from the events of its stream. Upstream leaves out those that end in the middle of a character, and sends
 * their text with the one that completes it; how many are missing shows in its count. The fork sends text alone. For one thread.
 */
final class SampledIds {
    private final Dialect dialect;
    private final ServerTokenizer tokenizer;
    private int count;

    SampledIds(Dialect dialect, ServerTokenizer tokenizer) {
        this.dialect = dialect;
        this.tokenizer = tokenizer;
    }

    /** The ids that this event brings, with those left out before it. */
    TokenSequence of(JsonNode event) {
        String text = event.path("content").asText("");
        TokenSequence ids = dialect == Dialect.UPSTREAM && event.path("tokens").isArray() ? upstream(event, text) : retokenized(text);
        count += ids.length();
        return ids;
    }

    private TokenSequence upstream(JsonNode event, String text) {
        JsonNode tokens = event.path("tokens");
        int[] told = new int[tokens.size()];
        for (int i = 0; i < told.length; i++) told[i] = tokens.get(i).asInt();
        if (told.length == 0) return TokenSequence.EMPTY;
        int missing = event.path("timings").path("predicted_n").asInt(0) - count - told.length;
        if (missing <= 0) {
            if (told.length == 1 && !text.isEmpty() && text.indexOf('\uFFFD') < 0) tokenizer.pieces().learn(told[0], text.getBytes(StandardCharsets.UTF_8));
            return TokenSequence.of(told);
        }
        return withMissing(text, told, missing);
    }

    /** The ids left out make up, with those told, the event's text: there is mostly one way to do that, the tokenizer's. */
    private TokenSequence withMissing(String text, int[] told, int missing) {
        if (text.isEmpty()) return TokenSequence.of(told);
        TokenSequence whole = tokenizer.tokenize(text);
        boolean fits = whole.length() == missing + told.length && Arrays.equals(whole.slice(missing, whole.length()).toArray(), told);
        return fits ? whole : retokenized(text);
    }

    private TokenSequence retokenized(String text) {
        return text.isEmpty() ? TokenSequence.EMPTY : tokenizer.tokenize(text);
    }

    /** Ids so far. */
    int count() {
        return count;
    }

}
