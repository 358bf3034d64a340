package discedge.context;

import java.util.Locale;

/** Every way a request can end without an answer, with its HTTP status. The lower-case name is the API's {@code code}. */
public enum RefusalCode {
    BAD_REQUEST(400),
    PROMPT_TOO_LONG(400),
    WINDOW_FULL(400),
    BODY_TOO_LARGE(413),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    SESSION_UNKNOWN(404),
    TURN_UNKNOWN(404),
    SESSION_DELETED(410),
    SESSION_EXPIRED(410),
    MODE_FIXED(409),
    TURN_TAKEN(409),
    FORKED(409),
    REPLICA_BEHIND(409),
    TURN_RUNNING(409),
    MODEL_MISMATCH(409),
    COMMIT_CONFLICT(409),
    NO_FRED(409),
    STORE_FAILED(503),
    ENGINE_FAILED(503),
    DELETE_UNCONFIRMED(503),
    NODE_STOPPING(503),
    INTERNAL(500);

    private final int status;

    RefusalCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
