package discedge.context;

import com.fasterxml.jackson.annotation.JsonCreator;
import discedge.session.Worded;

/** What a node does when its replica is behind: wait and fail openly, or answer from what is here (DisCEdge 3.3). */
public enum Consistency implements Worded {
    STRONG, AVAILABLE;

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static Consistency ofWord(String word) {
        return Worded.of(Consistency.class, word);
    }
}
