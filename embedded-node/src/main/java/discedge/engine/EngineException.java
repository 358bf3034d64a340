package discedge.engine;

/** The engine cannot answer now; the message says why and what to do. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineException(String why) {
        super(why);
    }

    public EngineException(String why, Throwable cause) {
        super(why, cause);
    }
}
