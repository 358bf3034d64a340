package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What happens when the context outgrows the model's window. */
public enum WindowPolicy implements Worded {
    REJECT, DROP_OLDEST;

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static WindowPolicy ofWord(String word) {
        return Worded.of(WindowPolicy.class, word);
    }
}
