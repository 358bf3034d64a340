package discedge.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text from bytes that come in pieces, which may end in mid-character: what is incomplete is held back. All pieces
 * together are what the bytes together decode to; what can be no character becomes U+FFFD.
 */
final class Utf8Pieces {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] held = new byte[0];

    /** The characters that are complete by now; may be empty. */
    String next(byte[] bytes) {
        return decode(bytes, false);
    }

    /** What is left at the end: U+FFFD for a character that never got complete. */
    String rest() {
        return decode(new byte[0], true);
    }

    private String decode(byte[] bytes, boolean end) {
        ByteBuffer in = ByteBuffer.allocate(held.length + bytes.length).put(held).put(bytes).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 4);
        decoder.decode(in, out, end);
        if (end) decoder.flush(out);
        held = new byte[in.remaining()];
        in.get(held);
        return out.flip().toString();
    }
}
