package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where the context lives and in which form (DisCEdge 4.1). */
public enum ContextMode {
    RAW, TOKENIZED, CLIENT_SIDE;

    /** The name in requests, files and events: lower case, dashes. */
    @JsonValue
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static ContextMode ofWord(String word) {
        for (ContextMode value : values()) if (value.word().equals(word)) return value;
        throw new IllegalArgumentException("'" + word + "' is none of " + java.util.Arrays.stream(values()).map(ContextMode::word).toList());
    }
}
