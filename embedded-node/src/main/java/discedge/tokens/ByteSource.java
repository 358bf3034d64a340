package discedge.tokens;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteSink} wrote; anything that does not fit is an {@link UnreadableException}. */
public final class ByteSource {
    private final byte[] bytes;
    private final int end;
    private int at;

    public ByteSource(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    public ByteSource(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public int read() {
        if (at >= end) throw new UnreadableException("cut short");
        return bytes[at++] & 0xff;
    }

    public byte[] bytes(int count) {
        if (count < 0 || count > end - at) throw new UnreadableException("cut short: " + count + " bytes wanted, " + (end - at) + " left");
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = read();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
        throw new UnreadableException("a number of more than 64 bits");
    }

    /** A varint that must lie in {@code [0, limit]}. */
    public int count(int limit) {
        long value = varint();
        if (value < 0 || value > limit) throw new UnreadableException("a count of " + Long.toUnsignedString(value) + " where at most " + limit + " fit");
        return (int) value;
    }

    public String text() {
        return new String(bytes(count(remaining())), StandardCharsets.UTF_8);
    }

    public int fixed32() {
        int value = 0;
        for (int i = 0; i < 4; i++) value = (value << 8) | read();
        return value;
    }

    public long fixed64() {
        return ((long) fixed32() << 32) | (fixed32() & 0xffffffffL);
    }

    public int remaining() {
        return end - at;
    }

    public int position() {
        return at;
    }
}
