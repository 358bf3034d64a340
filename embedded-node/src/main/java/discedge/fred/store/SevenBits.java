package discedge.fred.store;

import java.util.Optional;

/**
 * Bytes as text for FReD, whose values must be UTF-8 and not empty: one letter that names the form, then seven bits to a
 * character, the highest first. An eighth more characters than bytes; base64 would take a third more.
 */
public final class SevenBits {
    private static final char FORM = 'a';

    private SevenBits() {}

    public static String pack(byte[] bytes) {
        var text = new StringBuilder(2 + bytes.length * 8 / 7).append(FORM);
        int held = 0;
        int bits = 0;
        for (byte next : bytes) {
            held = held << 8 | next & 0xff;
            bits += 8;
            while (bits >= 7) {
                bits -= 7;
                text.append((char) (held >>> bits & 0x7f));
            }
        }
        if (bits > 0) text.append((char) (held << 7 - bits & 0x7f));
        return text.toString();
    }

    /** The bytes; empty if the text is not what {@link #pack} makes. */
    public static Optional<byte[]> unpack(String text) {
        if (text.isEmpty() || text.charAt(0) != FORM) return Optional.empty();
        var bytes = new byte[(text.length() - 1) * 7 / 8];
        int held = 0;
        int bits = 0;
        int at = 0;
        for (int i = 1; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next > 0x7f) return Optional.empty();
            held = held << 7 | next;
            bits += 7;
            if (bits < 8) continue;
            bits -= 8;
            bytes[at++] = (byte) (held >>> bits);
        }
        boolean padded = bits >= 7 || (held & (1 << bits) - 1) != 0;
        return padded ? Optional.empty() : Optional.of(bytes);
    }
}
