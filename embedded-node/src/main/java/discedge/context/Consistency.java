package discedge.context;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a node does when its replica is behind: wait and fail openly, or answer from what is here (DisCEdge 3.3). */
public enum Consistency {
    STRONG, AVAILABLE;

    /** The name in requests, files and events: lower case, dashes. */
    @JsonValue
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static Consistency ofWord(String word) {
        for (Consistency value : values()) if (value.word().equals(word)) return value;
        throw new IllegalArgumentException("'" + word + "' is none of " + java.util.Arrays.stream(values()).map(Consistency::word).toList());
    }
}
