package discedge.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one turn and, through the hash before it, the whole history up to it (docs/protocol.md: equal hash = equal history). Written as 26 characters {@code [a-z2-7]}. */
public final class TurnHash implements Comparable<TurnHash> {
    private final Hash128 hash;

    private TurnHash(Hash128 hash) {
        this.hash = hash;
    }

    /** From the first 16 bytes of {@code bytes}. */
    public static TurnHash ofBytes(byte[] bytes) {
        return new TurnHash(Hash128.ofBytes(bytes));
    }

    /** @throws IllegalArgumentException if the text is not 26 characters {@code [a-z2-7]} of a hash */
    @JsonCreator
    public static TurnHash parse(String text) {
        return new TurnHash(Hash128.parse(text));
    }

    /** The 16 bytes. */
    public byte[] bytes() {
        return hash.bytes();
    }

    @Override
    public int compareTo(TurnHash other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TurnHash that && hash.equals(that.hash);
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
