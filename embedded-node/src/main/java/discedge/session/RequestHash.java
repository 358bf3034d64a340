package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names what a request asked: prompt or messages, system and sampling fields. Written as 26 characters {@code [a-z2-7]}. */
public final class RequestHash implements Comparable<RequestHash> {
    private final Hash128 hash;

    private RequestHash(Hash128 hash) {
        this.hash = hash;
    }

    /** From the first 16 bytes of {@code bytes}. */
    public static RequestHash ofBytes(byte[] bytes) {
        return new RequestHash(Hash128.ofBytes(bytes));
    }

    /** @throws IllegalArgumentException if the text is not 26 characters {@code [a-z2-7]} of a hash */
    @JsonCreator
    public static RequestHash parse(String text) {
        return new RequestHash(Hash128.parse(text));
    }

    /** The 16 bytes. */
    public byte[] bytes() {
        return hash.bytes();
    }

    @Override
    public int compareTo(RequestHash other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RequestHash that && hash.equals(that.hash);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash.low());
    }

    @JsonValue
    @Override
    public String toString() {
        return hash.text();
    }
}
