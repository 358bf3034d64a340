package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;

/** A session's name: {@code [a-z0-9]{26}}, which holds 128 random bits. */
public record SessionId(@JsonValue String value) implements Comparable<SessionId> {
    public static final int LENGTH = 26;

    @JsonCreator
    public SessionId {
        if (!isValid(value)) throw new IllegalArgumentException("a session id is 26 characters [a-z0-9], got '" + value + "'");
    }

    public static boolean isValid(String text) {
        if (text.length() != LENGTH) return false;
        for (int i = 0; i < LENGTH; i++) {
            char at = text.charAt(i);
            if (!(at >= 'a' && at <= 'z' || at >= '0' && at <= '9')) return false;
        }
        return true;
    }

    /** The id of 128 given bits, in base 36 with leading zeros. */
    public static SessionId ofBits(long high, long low) {
        byte[] bytes = java.nio.ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        String digits = new BigInteger(1, bytes).toString(36);
        return new SessionId("0".repeat(LENGTH - digits.length()) + digits);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
