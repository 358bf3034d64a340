package discedge.tokens;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds the binary forms of records and log entries: varints, fixed bytes, short texts. */
public final class ByteSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    public ByteSink write(int oneByte) {
        out.write(oneByte);
        return this;
    }

    public ByteSink write(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** An unsigned LEB128 number; {@code value} is taken as unsigned. */
    public ByteSink varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** A text as its length in bytes and its UTF-8. */
    public ByteSink text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return varint(bytes.length).write(bytes);
    }

    public ByteSink fixed32(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) out.write(value >>> shift);
        return this;
    }

    public ByteSink fixed64(long value) {
        return fixed32((int) (value >>> 32)).fixed32((int) value);
    }

    public int size() {
        return out.size();
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
