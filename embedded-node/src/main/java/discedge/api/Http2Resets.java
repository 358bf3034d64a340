package discedge.api;

import java.util.function.IntConsumer;

/**
 * Sees the RST_STREAM frames in what an HTTP/2 client sends (RFC 9113, 4.1 and 6.4): Helidon ends the stream but tells no
 * handler. Follows frame headers only and changes nothing.
 */
final class Http2Resets {
    private static final int PREFACE = 24;
    private static final int HEADER = 9;
    private static final int RST_STREAM = 3;

    private final IntConsumer reset;
    private final byte[] header = new byte[HEADER];
    private int headerBytes;
    private int skip = PREFACE;

    /** @param reset told the stream's id */
    Http2Resets(IntConsumer reset) {
        this.reset = reset;
    }

    void feed(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int skipped = Math.min(skip, bytes.length - at);
            skip -= skipped;
            at += skipped;
            while (skip == 0 && at < bytes.length && headerBytes < HEADER) header[headerBytes++] = bytes[at++];
            if (headerBytes == HEADER) frame();
        }
    }

    private void frame() {
        headerBytes = 0;
        skip = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | header[2] & 0xff;
        if (header[3] != RST_STREAM) return;
        reset.accept((header[5] & 0x7f) << 24 | (header[6] & 0xff) << 16 | (header[7] & 0xff) << 8 | header[8] & 0xff);
    }
}
