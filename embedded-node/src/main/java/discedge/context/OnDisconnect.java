package discedge.context;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What becomes of a turn whose client hangs up in mid-answer. */
public enum OnDisconnect {
    FINISH, CANCEL;

    /** The name in requests, files and events: lower case, dashes. */
    @JsonValue
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static OnDisconnect ofWord(String word) {
        for (OnDisconnect value : values()) if (value.word().equals(word)) return value;
        throw new IllegalArgumentException("'" + word + "' is none of " + java.util.Arrays.stream(values()).map(OnDisconnect::word).toList());
    }
}
