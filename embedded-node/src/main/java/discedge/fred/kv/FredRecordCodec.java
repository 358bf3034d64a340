package discedge.fred.kv;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Records as items of the replica: key {@code fred/NODE/TIME-COUNT}, value one byte of kind and then its fields. */
public final class FredRecordCodec {
    /** What all keys of these items begin with; no session's key does. */
    public static final String PREFIX = "fred/";
    private static final HexFormat HEX = HexFormat.of();
    private static final int VERSION = 1;
    private static final int LONGEST = 16 << 20;

    private FredRecordCodec() {}

    public static String key(FredRecord record) {
        return PREFIX + record.stamp().node() + "/" + HEX.toHexDigits(record.stamp().millis(), 13) + "-" + HEX.toHexDigits(record.stamp().count());
    }

    public static byte[] encode(FredRecord record) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            switch (record) {
                case FredRecord.Node(Stamp stamp, String node, String host) -> {
                    begin(out, 'N', stamp);
                    text(out, node);
                    text(out, host);
                }
                case FredRecord.Keygroup(Stamp stamp, String keygroup, boolean exists, boolean mutable) -> {
                    begin(out, 'K', stamp);
                    text(out, keygroup);
                    out.writeBoolean(exists);
                    out.writeBoolean(mutable);
                }
                case FredRecord.Member(Stamp stamp, String keygroup, Stamp generation, String node, boolean present, Duration expiry) -> {
                    begin(out, 'M', stamp);
                    text(out, keygroup);
                    stamp(out, generation);
                    text(out, node);
                    out.writeBoolean(present);
                    out.writeLong(expiry.toSeconds());
                }
                case FredRecord.Grant(Stamp stamp, String keygroup, Stamp generation, String user, Role role, boolean granted) -> {
                    begin(out, 'G', stamp);
                    text(out, keygroup);
                    stamp(out, generation);
                    text(out, user);
                    out.writeByte(role.ordinal());
                    out.writeBoolean(granted);
                }
                case FredRecord.Value(Stamp stamp, String keygroup, Stamp generation, String id, String value, VectorClock clock) -> {
                    begin(out, 'V', stamp);
                    text(out, keygroup);
                    stamp(out, generation);
                    text(out, id);
                    text(out, value);
                    clock(out, clock);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if the bytes are no record of this version */
    public static FredRecord decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) throw new IllegalArgumentException("a FReD record of version " + version);
            char kind = (char) in.readUnsignedByte();
            Stamp stamp = stamp(in);
            FredRecord record = switch (kind) {
                case 'N' -> new FredRecord.Node(stamp, text(in), text(in));
                case 'K' -> new FredRecord.Keygroup(stamp, text(in), in.readBoolean(), in.readBoolean());
                case 'M' -> new FredRecord.Member(stamp, text(in), stamp(in), text(in), in.readBoolean(), Duration.ofSeconds(in.readLong()));
                case 'G' -> new FredRecord.Grant(stamp, text(in), stamp(in), text(in), role(in.readUnsignedByte()), in.readBoolean());
                case 'V' -> new FredRecord.Value(stamp, text(in), stamp(in), text(in), text(in), clock(in));
                default -> throw new IllegalArgumentException("a FReD record of kind " + (int) kind);
            };
            if (in.read() >= 0) throw new IllegalArgumentException("a FReD record with something behind it");
            return record;
        } catch (IOException e) {
            throw new IllegalArgumentException("a FReD record that is cut short", e);
        }
    }

    private static Role role(int number) {
        if (number >= Role.values().length) throw new IllegalArgumentException("a FReD role " + number);
        return Role.values()[number];
    }

    private static void begin(DataOutputStream out, char kind, Stamp stamp) throws IOException {
        out.writeByte(kind);
        stamp(out, stamp);
    }

    private static void stamp(DataOutputStream out, Stamp stamp) throws IOException {
        out.writeLong(stamp.millis());
        out.writeInt(stamp.count());
        text(out, stamp.node());
    }

    private static Stamp stamp(DataInputStream in) throws IOException {
        return new Stamp(in.readLong(), in.readInt(), text(in));
    }

    /** Not writeUTF: values may be longer than 64 kB. */
    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) throw new IllegalArgumentException("a FReD record with a text of " + length + " bytes");
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) throw new IllegalArgumentException("a FReD record that is cut short");
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void clock(DataOutputStream out, VectorClock clock) throws IOException {
        out.writeInt(clock.counts().size());
        for (Map.Entry<String, Long> entry : clock.counts().entrySet()) {
            text(out, entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    private static VectorClock clock(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > 10_000) throw new IllegalArgumentException("a FReD record with a clock of " + size + " nodes");
        var counts = new TreeMap<String, Long>();
        for (int i = 0; i < size; i++) counts.put(text(in), in.readLong());
        return new VectorClock(counts);
    }
}
