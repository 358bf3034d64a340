package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Why an answer ended. */
public enum StopReason implements Worded {
    EOS, LIMIT, WORD, CANCELLED;

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static StopReason ofWord(String word) {
        return Worded.of(StopReason.class, word);
    }
}
