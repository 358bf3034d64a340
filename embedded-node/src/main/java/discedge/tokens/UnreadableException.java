package discedge.tokens;

/** Bytes that are no record, no log entry or no ids of a known codec. They are refused, never skipped or guessed. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String why) {
        super(why);
    }
}
