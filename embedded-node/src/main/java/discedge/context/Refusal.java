package discedge.context;

import java.util.Map;
import java.util.TreeMap;

/**
 * A request's end without an answer.
 *
 * @param message what happened and what to do
 * @param fields what docs/protocol.md names for this code, such as {@code expected_turn}; plain values, lists and maps
 */
public record Refusal(RefusalCode code, String message, Map<String, Object> fields) {
    public Refusal {
        fields = java.util.Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    public static Refusal of(RefusalCode code, String message) {
        return new Refusal(code, message, Map.of());
    }

    public Refusal with(String field, Object value) {
        var more = new TreeMap<>(fields);
        more.put(field, value);
        return new Refusal(code, message, more);
    }
}
