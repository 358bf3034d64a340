package discedge.lab.client;

/** Hears a streamed answer, on the thread that asked. */
@FunctionalInterface
public interface AnswerListener {
    AnswerListener NONE = piece -> {};

    /** The next piece of the answer's text. */
    void piece(String text);

    /** The connection broke: the pieces heard so far are void, and the answer comes anew from its beginning. */
    default void restarted() {}
}
