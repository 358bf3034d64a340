package discedge.context;

import com.fasterxml.jackson.annotation.JsonCreator;
import discedge.session.Worded;

/** What becomes of a turn whose client hangs up in mid-answer. */
public enum OnDisconnect implements Worded {
    FINISH, CANCEL;

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static OnDisconnect ofWord(String word) {
        return Worded.of(OnDisconnect.class, word);
    }
}
