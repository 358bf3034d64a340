package discedge.engine.server;

/** The server does not answer now: it loads, it is gone, it is full. Asking again may help; the message says what was seen. */
final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String why) {
        super(why);
    }
}
