package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who speaks in a message. */
public enum Role {
    SYSTEM, USER, ASSISTANT;

    /** The name in requests, files and events: lower case, dashes. */
    @JsonValue
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static Role ofWord(String word) {
        for (Role value : values()) if (value.word().equals(word)) return value;
        throw new IllegalArgumentException("'" + word + "' is none of " + java.util.Arrays.stream(values()).map(Role::word).toList());
    }
}
