package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Why an answer ended. */
public enum StopReason {
    EOS, LIMIT, WORD, CANCELLED;

    /** The name in requests, files and events: lower case, dashes. */
    @JsonValue
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static StopReason ofWord(String word) {
        for (StopReason value : values()) if (value.word().equals(word)) return value;
        throw new IllegalArgumentException("'" + word + "' is none of " + java.util.Arrays.stream(values()).map(StopReason::word).toList());
    }
}
