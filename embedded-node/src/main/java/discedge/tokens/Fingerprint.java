package discedge.tokens;

/**
 * Names a tokenizer: two nodes with equal fingerprints give every text the same ids.
 *
 * @param value 16 lower-case hexadecimal digits
 */
public record Fingerprint(String value) {
    public Fingerprint {
        if (!value.matches("[0-9a-f]{16}")) throw new IllegalArgumentException("a fingerprint is 16 hexadecimal digits, got '" + value + "'");
    }

    public static Fingerprint of(long bits) {
        return new Fingerprint("%016x".formatted(bits));
    }

    public long bits() {
        return Long.parseUnsignedLong(value, 16);
    }

    @Override
    public String toString() {
        return value;
    }
}
