package discedge.engine.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/** Reads little-endian values in order and never past the end. What a damaged file promises is not believed before it is there. */
final class GgufSource {
    /** Bytes of the longest text that is kept; chat templates are far shorter. */
    static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_NAME = 65_535;

    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final long size;
    /** Position in the file of the buffer's first byte. */
    private long base;

    GgufSource(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        size = channel.size();
        buffer.limit(0);
    }

    long size() {
        return size;
    }

    long position() {
        return base + buffer.position();
    }

    long left() {
        return size - position();
    }

    int u8() throws IOException {
        need(1);
        return buffer.get() & 0xff;
    }

    int i32() throws IOException {
        need(4);
        return buffer.getInt();
    }

    long i64() throws IOException {
        need(8);
        return buffer.getLong();
    }

    /** A whole number of so many bytes. */
    long whole(int bytes, boolean signed) throws IOException {
        need(bytes);
        return switch (bytes) {
            case 1 -> signed ? buffer.get() : buffer.get() & 0xff;
            case 2 -> signed ? buffer.getShort() : buffer.getShort() & 0xffff;
            case 4 -> signed ? buffer.getInt() : buffer.getInt() & 0xffff_ffffL;
            default -> buffer.getLong();
        };
    }

    /** How many of something follow, each of at least {@code bytes}: more than the file has room for is damage. */
    long count(String what, long bytes) throws IOException {
        long count = i64();
        if (count < 0 || count > left() / bytes) {
            throw new GgufException("it says that " + Long.toUnsignedString(count) + " " + what + " follow, and has " + left() + " bytes left: it is damaged or cut short");
        }
        return count;
    }

    String name() throws IOException {
        long length = count("bytes of a name", 1);
        if (length > LONGEST_NAME) throw new GgufException("it has a name of " + length + " bytes: it is damaged");
        return new String(bytes((int) length), StandardCharsets.UTF_8);
    }

    /** A text, or an empty one if it is too long to be kept. */
    String text() throws IOException {
        long length = count("bytes of text", 1);
        if (length <= LONGEST_TEXT) return new String(bytes((int) length), StandardCharsets.UTF_8);
        skip(length);
        return "";
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            need(1);
            int part = Math.min(length - done, buffer.remaining());
            buffer.get(bytes, done, part);
            done += part;
        }
        return bytes;
    }

    void skip(long bytes) throws IOException {
        if (bytes > left()) throw tooShort();
        if (bytes <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) bytes);
            return;
        }
        base = position() + bytes;
        buffer.clear().limit(0);
        channel.position(base);
    }

    private void need(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) return;
        if (left() < bytes) throw tooShort();
        base += buffer.position();
        buffer.compact();
        while (buffer.position() < bytes) if (channel.read(buffer) < 0) throw tooShort();
        buffer.flip();
    }

    private GgufException tooShort() {
        return new GgufException("it ends after " + size + " bytes, before its description is complete: it is cut short");
    }
}
