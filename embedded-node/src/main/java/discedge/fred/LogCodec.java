package discedge.fred;

import discedge.tokens.ByteSink;
import discedge.tokens.ByteSource;
import discedge.tokens.UnreadableException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The log's bytes. An entry is: mark (4 bytes, the first of which stands in no UTF-8 text), length of the body (4), CRC32C of
 * mark, length and body (4), body: kind (1), fields. Numbers big-endian or varint. A reader needs no index and no state, so it
 * can take up again after bytes that it cannot read.
 */
public final class LogCodec {
    private static final int MARK = 0xFFD1_5CED;
    private static final int HEAD = 12;
    /** Longer ones are refused when written, and are damage when read. */
    private static final int LONGEST = 1 << 26;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private LogCodec() {}

    /** Takes what a log holds, in order. */
    public interface Visitor {
        void entry(LogEntry entry);

        /** Bytes that are no entry, with entries after them. */
        void damaged(long from, long to);
    }

    /**
     * @param cleanLength bytes up to the end of the last readable entry
     * @param tornTail more bytes follow it
     */
    public record End(long cleanLength, boolean tornTail) {}

    /** A small log, read whole. */
    public record Scan(List<LogEntry> entries, long cleanLength, boolean tornTail, int damagedPlaces) {}

    /** @throws IllegalArgumentException if the entry is longer than 64 MiB */
    public static byte[] encode(LogEntry entry) {
        var body = new ByteSink();
        switch (entry) {
            case LogEntry.Opened(String node, long epoch, String keygroup) -> body.write(1).text(node).fixed64(epoch).text(keygroup);
            case LogEntry.Put(StoredItem item) -> origin(body.write(2), item.origin()).varint(item.number()).text(item.key()).write(item.value());
            case LogEntry.Passed(Origin origin, long from, long through) -> origin(body.write(3), origin).varint(from).varint(through);
            case LogEntry.Erased(List<String> keys) -> {
                body.write(4).varint(keys.size());
                keys.forEach(body::text);
            }
        }
        if (body.size() > LONGEST) throw new IllegalArgumentException("an entry of " + body.size() + " bytes; at most " + LONGEST + " fit in the log");
        byte[] bytes = new ByteSink().fixed32(MARK).fixed32(body.size()).fixed32(0).write(body.bytes()).bytes();
        var segment = MemorySegment.ofArray(bytes);
        segment.set(INT, 8, check(segment, 0, body.size()));
        return bytes;
    }

    private static ByteSink origin(ByteSink sink, Origin origin) {
        return sink.text(origin.node()).fixed64(origin.epoch());
    }

    /**
     * Reads a log, which may be a mapped file of any size; only one entry at a time is copied.
     *
     * @throws UnreadableException if an undamaged entry is of a kind that this version does not know: it must not be taken for damage and cut off
     */
    public static End read(MemorySegment log, Visitor visitor) {
        long clean = 0;
        for (long at = 0; at <= log.byteSize() - HEAD; ) {
            long length = lengthAt(log, at);
            if (length < 0) {
                at++;
                continue;
            }
            if (at > clean) visitor.damaged(clean, at);
            visitor.entry(decode(log.asSlice(at + HEAD, length).toArray(ValueLayout.JAVA_BYTE)));
            at += HEAD + length;
            clean = at;
        }
        return new End(clean, clean < log.byteSize());
    }

    public static Scan recover(byte[] log) {
        var entries = new ArrayList<LogEntry>();
        int[] damaged = {0};
        End end = read(MemorySegment.ofArray(log), new Visitor() {
            @Override
            public void entry(LogEntry entry) {
                entries.add(entry);
            }

            @Override
            public void damaged(long from, long to) {
                damaged[0]++;
            }
        });
        return new Scan(entries, end.cleanLength(), end.tornTail(), damaged[0]);
    }

    /** The length of the body of the entry that starts here; −1 if none does. */
    private static long lengthAt(MemorySegment log, long at) {
        if (log.get(INT, at) != MARK) return -1;
        int length = log.get(INT, at + 4);
        if (length < 1 || length > LONGEST || length > log.byteSize() - at - HEAD) return -1;
        return log.get(INT, at + 8) == check(log, at, length) ? length : -1;
    }

    private static int check(MemorySegment log, long at, int length) {
        var crc = new CRC32C();
        crc.update(log.asSlice(at, 8).asByteBuffer());
        crc.update(log.asSlice(at + HEAD, length).asByteBuffer());
        return (int) crc.getValue();
    }

    private static LogEntry decode(byte[] body) {
        var source = new ByteSource(body);
        int kind = source.read();
        return switch (kind) {
            case 1 -> new LogEntry.Opened(source.text(), source.fixed64(), source.text());
            case 2 -> {
                var origin = new Origin(source.text(), source.fixed64());
                long number = source.varint();
                String key = source.text();
                yield new LogEntry.Put(new StoredItem(key, source.bytes(source.remaining()), origin, number));
            }
            case 3 -> new LogEntry.Passed(new Origin(source.text(), source.fixed64()), source.varint(), source.varint());
            case 4 -> {
                int count = source.count(source.remaining());
                var keys = new ArrayList<String>(count);
                for (int i = 0; i < count; i++) keys.add(source.text());
                yield new LogEntry.Erased(keys);
            }
            default -> throw new UnreadableException("the log holds an entry of kind " + kind + ", which this version does not know; start a newer version");
        };
    }
}
