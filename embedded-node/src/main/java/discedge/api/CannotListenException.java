package discedge.api;

/** The HTTP API could not take its port; the message names it and says what to do. */
public final class CannotListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotListenException(String why, Throwable cause) {
        super(why, cause);
    }
}
