package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What happens when the context outgrows the model's window. */
public enum WindowPolicy {
    REJECT, DROP_OLDEST;

    /** The name in requests, files and events: lower case, dashes. */
    @JsonValue
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static WindowPolicy ofWord(String word) {
        for (WindowPolicy value : values()) if (value.word().equals(word)) return value;
        throw new IllegalArgumentException("'" + word + "' is none of " + java.util.Arrays.stream(values()).map(WindowPolicy::word).toList());
    }
}
