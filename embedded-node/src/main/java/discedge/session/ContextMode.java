package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Where the context lives and in which form (DisCEdge 4.1). */
public enum ContextMode implements Worded {
    RAW, TOKENIZED, CLIENT_SIDE;

    /** @throws IllegalArgumentException that names the known words */
    @JsonCreator
    public static ContextMode ofWord(String word) {
        return Worded.of(ContextMode.class, word);
    }
}
