package discedge.lab.link;

/** Bytes of one read on their way through a pipe, or what ends the pipe. Times are of {@link System#nanoTime}. */
final class Chunk {
    enum Kind { DATA, END, RESET }

    private static final byte[] NOTHING = {};

    final Kind kind;
    final byte[] bytes;
    final int offset;
    final int length;
    /** When the sender gave it to the link. */
    final long readAt;
    /** When its last byte left the sender's end, once it has: later than {@link #readAt} where bandwidth is short. */
    long departedAt;
    /** The bandwidth by which it departed; 0 = no limit. */
    long bytesPerSecond;
    /** Its share of the jitter, 0 to 1. */
    double jitterShare;

    private Chunk(Kind kind, byte[] bytes, int offset, int length, long readAt) {
        this.kind = kind;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.readAt = readAt;
    }

    static Chunk data(byte[] bytes, long readAt) {
        return new Chunk(Kind.DATA, bytes, 0, bytes.length, readAt);
    }

    static Chunk end(long readAt) {
        return new Chunk(Kind.END, NOTHING, 0, 0, readAt);
    }

    static Chunk reset(long readAt) {
        return new Chunk(Kind.RESET, NOTHING, 0, 0, readAt);
    }

    Chunk first(int count) {
        return new Chunk(kind, bytes, offset, count, readAt);
    }

    Chunk without(int count) {
        return new Chunk(kind, bytes, offset + count, length - count, readAt);
    }
}
