package discedge.experiment.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a file's lines as bytes, each into the same array. For one thread. */
final class LineReader implements Closeable {
    /** No line that we write is longer; a file without line breaks shall not fill the memory before it is refused. */
    static final int LONGEST = 1 << 24;

    private final InputStream in;
    private byte[] bytes = new byte[1 << 16];
    private int from;
    private int length;
    private int filled;
    private int number;
    private long read;
    private boolean ended = true;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line. @return whether there is one */
    boolean next() throws IOException {
        int begin = from + length + (ended && number > 0 ? 1 : 0);
        from = begin;
        for (int at = begin;; at++) {
            if (at == filled) {
                int moved = from;
                if (!fill()) break;
                at -= moved - from;
            }
            if (bytes[at] == '\n') {
                take(at - from, true);
                return true;
            }
        }
        if (filled == from) {
            length = 0;
            return false;
        }
        take(filled - from, false);
        return true;
    }

    private void take(int bytesOfLine, boolean whole) {
        length = bytesOfLine;
        ended = whole;
        number++;
    }

    /** Reads on; the line so far goes to the array's begin. */
    private boolean fill() throws IOException {
        System.arraycopy(bytes, from, bytes, 0, filled - from);
        filled -= from;
        from = 0;
        if (filled == bytes.length) {
            if (filled >= LONGEST) throw new IOException("line " + (number + 1) + " is longer than " + LONGEST / 1_000_000 + " MB");
            bytes = Arrays.copyOf(bytes, filled * 2);
        }
        int more = in.read(bytes, filled, bytes.length - filled);
        if (more <= 0) return false;
        filled += more;
        read += more;
        return true;
    }

    /** Holds the line; changes with {@link #next}. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    /** In bytes, without its end. */
    int length() {
        return length;
    }

    /** Of the line, from 1. */
    int number() {
        return number;
    }

    /** The line ended with a line break. */
    boolean ended() {
        return ended;
    }

    /** No line follows. */
    boolean atEnd() throws IOException {
        return !ended || from + length + 1 == filled && !fill();
    }

    /** Bytes of the file so far, those that wait in memory included. */
    long read() {
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
