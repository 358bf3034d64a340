package discedge.session;

/** The 16 bytes of a truncated SHA-256 and their two written forms. */
record Hash128(long high, long low) implements Comparable<Hash128> {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    static final int TEXT_LENGTH = 26;

    static Hash128 ofBytes(byte[] bytes) {
        var buffer = java.nio.ByteBuffer.wrap(bytes);
        return new Hash128(buffer.getLong(), buffer.getLong());
    }

    byte[] bytes() {
        return java.nio.ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** 26 characters {@code [a-z2-7]}, five bits each, the last one padded with two zero bits. */
    String text() {
        var out = new StringBuilder(TEXT_LENGTH);
        byte[] bytes = bytes();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out.append(ALPHABET.charAt((buffer >>> bits) & 31));
            }
        }
        return out.append(ALPHABET.charAt((buffer << (5 - bits)) & 31)).toString();
    }

    static Hash128 parse(String text) {
        if (text.length() != TEXT_LENGTH) throw new IllegalArgumentException("a hash is 26 characters [a-z2-7], got " + text.length());
        byte[] bytes = new byte[16];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) throw new IllegalArgumentException("a hash is 26 characters [a-z2-7], got '" + text.charAt(i) + "'");
            buffer = (buffer << 5) | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >>> bits);
            }
        }
        if ((buffer & 3) != 0) throw new IllegalArgumentException("not a hash: " + text);
        return ofBytes(bytes);
    }

    @Override
    public int compareTo(Hash128 other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
