package discedge.lab.client;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A client gave a turn, or a deletion, up. The turn counter has not moved; the same turn may be asked for again. */
public final class TurnFailedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int turn;
    private final int status;
    private final String code;
    private final transient Map<String, Object> fields;

    /** @param fields what the node said beside code and message */
    public TurnFailedException(int turn, int status, String code, String message, Map<String, Object> fields) {
        super(message);
        this.turn = turn;
        this.status = status;
        this.code = code;
        this.fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** 0 for a deletion. */
    public int turn() {
        return turn;
    }

    /** The last HTTP status; 0 if there was none. */
    public int status() {
        return status;
    }

    /** The node's error code, or {@code unreachable}, {@code broken}, {@code timeout}, {@code bad_answer}, {@code cancelled}. */
    public String code() {
        return code;
    }

    /** What the node said beside code and message, such as {@code expected_turn}. */
    public Map<String, Object> fields() {
        return fields;
    }
}
