package discedge.lab.client;

import discedge.engine.Sampling;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is asked of one turn. What is at its default is not sent.
 *
 * @param maxTokens the longest answer in ids ({@code n_predict})
 * @param stream the answer comes piece by piece
 * @param returnTokens the answer's own ids come with it
 * @param maxWait how long the node may wait for its replica; empty = the node's default
 * @param sampling further fields of llama.cpp's {@code /completion} by name, such as {@code seed} or {@code temperature}; any JSON value
 */
public record AskOptions(int maxTokens, boolean stream, boolean returnTokens, Optional<Duration> maxWait, Map<String, Object> sampling) {
    public static final AskOptions DEFAULT = new AskOptions(Sampling.DEFAULT_MAX_TOKENS, false, false, Optional.empty(), Map.of());
    public static final AskOptions STREAM = DEFAULT.withStream(true);

    public AskOptions {
        sampling = Collections.unmodifiableMap(new TreeMap<>(sampling));
    }

    public AskOptions withMaxTokens(int maxTokens) {
        return new AskOptions(maxTokens, stream, returnTokens, maxWait, sampling);
    }

    public AskOptions withStream(boolean stream) {
        return new AskOptions(maxTokens, stream, returnTokens, maxWait, sampling);
    }

    public AskOptions withReturnTokens(boolean returnTokens) {
        return new AskOptions(maxTokens, stream, returnTokens, maxWait, sampling);
    }

    public AskOptions withMaxWait(Duration maxWait) {
        return new AskOptions(maxTokens, stream, returnTokens, Optional.of(maxWait), sampling);
    }

    public AskOptions with(String field, Object value) {
        var more = new TreeMap<>(sampling);
        more.put(field, value);
        return new AskOptions(maxTokens, stream, returnTokens, maxWait, more);
    }
}
