package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Who speaks in a message. */
public enum Role implements Worded {
    SYSTEM, USER, ASSISTANT;

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static Role ofWord(String word) {
        return Worded.of(Role.class, word);
    }
}
