package discedge.session;

import discedge.tokens.ByteSink;
import discedge.tokens.ByteSource;
import discedge.tokens.Fingerprint;
import discedge.tokens.IdCodec;
import discedge.tokens.TokenSequence;
import discedge.tokens.UnreadableException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The one binary form of a turn record: on the link, in the log, in the store.
 * Layout: version, flags, content (hashed), then what is not hashed (origin, write time, earlier hashes, in version 2 the
 * client's position), then CRC32C.
 * Session, turn and hash are not repeated in it: the key names them, and reading checks that the content has that hash.
 */
public final class RecordCodec {
    private static final int VERSION = 1;
    /** Has the client's position behind all else. */
    private static final int WITH_POSITION = 2;
    private static final int CHECK_BYTES = 4;
    private static final int MAX_EARLIER = 7;

    private RecordCodec() {}

    public static byte[] encode(TurnRecord record) {
        var out = new ByteSink().write(record.position().isPresent() ? WITH_POSITION : VERSION).write(record.before().bytes());
        content(record, out);
        out.text(record.origin()).varint(ChronoUnit.MICROS.between(Instant.EPOCH, record.written()));
        out.varint(record.earlier().size());
        record.earlier().forEach(hash -> out.write(hash.bytes()));
        record.position().ifPresent(position -> out.varint(zigzag(position.x())).varint(zigzag(position.y())));
        return out.fixed32(check(out.bytes(), out.size())).bytes();
    }

    /** @throws UnreadableException if the bytes fail their check, are of an unknown version or codec, or are not the record the key names */
    public static TurnRecord decode(RecordKey.Turn key, byte[] bytes) {
        if (bytes.length < CHECK_BYTES + 1) throw new UnreadableException("a record of " + bytes.length + " bytes");
        int end = bytes.length - CHECK_BYTES;
        if (new ByteSource(bytes, end, bytes.length).fixed32() != check(bytes, end)) throw new UnreadableException("the record's check fails");
        try {
            return read(key, new ByteSource(bytes, 0, end));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnreadableException("the record makes no sense: " + e.getMessage());
        }
    }

    /** Hash of a record: of the hash before it and its content (docs/protocol.md, "Hash"). */
    public static TurnHash hash(TurnHash before, TurnRecord contentOf) {
        var out = new ByteSink().text(contentOf.session().value()).varint(contentOf.turn()).write(before.bytes());
        content(contentOf, out);
        return TurnHash.ofBytes(digest(out.bytes()));
    }

    /** {@code hash(0)}: the header's. */
    public static TurnHash hash(SessionHeader header) {
        var out = new ByteSink().text(header.session().value());
        header(header, out);
        return TurnHash.ofBytes(digest(out.bytes()));
    }

    /** A copy of the record that carries its hash. */
    public static TurnRecord withHash(TurnRecord r) {
        return new TurnRecord(r.session(), r.turn(), r.header(), r.content(), r.request(), r.requestId(), r.attempt(), r.origin(),
                r.written(), r.before(), r.earlier(), r.missing(), r.leftOut(), r.stop(), hash(r.before(), r), r.position());
    }

    /** SHA-256; its first 16 bytes make a hash. */
    public static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void content(TurnRecord record, ByteSink out) {
        boolean texts = record.content() instanceof TurnContent.Texts;
        int flags = (texts ? 1 : 0) | (record.requestId().isPresent() ? 2 : 0) | record.stop().ordinal() << 2;
        out.write(flags);
        record.header().ifPresent(header -> header(header, out));
        out.write(record.request().bytes()).varint(record.attempt());
        record.requestId().ifPresent(out::text);
        turns(record.missing(), out);
        turns(record.leftOut(), out);
        spans(record.content().spans(), out);
        switch (record.content()) {
            case TurnContent.Ids(var spans, var ids) -> {
                IdCodec codec = IdCodec.VARINT;
                out.write(codec.code()).varint(ids.length());
                codec.write(ids, out);
            }
            case TurnContent.Texts(var spans, var messages, var tokens) -> {
                out.varint(tokens).varint(messages.size());
                messages.forEach(message -> out.write(message.role().ordinal()).text(message.content()));
            }
        }
    }

    private static TurnRecord read(RecordKey.Turn key, ByteSource in) {
        int version = in.read();
        if (version != VERSION && version != WITH_POSITION) throw new UnreadableException("a record of version " + version + "; this program reads versions " + VERSION + " and " + WITH_POSITION);
        TurnHash before = TurnHash.ofBytes(in.bytes(16));
        int flags = in.read();
        Optional<SessionHeader> header = key.turn() == 1 ? Optional.of(header(key.session(), in)) : Optional.empty();
        if (header.isPresent() && !before.equals(hash(header.get()))) throw new UnreadableException("record 1 does not follow its own header");
        RequestHash request = RequestHash.ofBytes(in.bytes(16));
        int attempt = in.count(Integer.MAX_VALUE);
        Optional<String> requestId = (flags & 2) != 0 ? Optional.of(in.text()) : Optional.empty();
        List<Integer> missing = turns(in);
        List<Integer> leftOut = turns(in);
        List<RoleSpan> spans = spans(in);
        TurnContent content = (flags & 1) != 0 ? texts(spans, in) : ids(spans, in);
        String origin = in.text();
        Instant written = Instant.EPOCH.plus(in.varint(), ChronoUnit.MICROS);
        var earlier = new ArrayList<TurnHash>();
        for (int i = in.count(MAX_EARLIER); i > 0; i--) earlier.add(TurnHash.ofBytes(in.bytes(16)));
        Optional<Position> position = version == WITH_POSITION ? Optional.of(new Position(coordinate(in), coordinate(in))) : Optional.empty();
        if (in.remaining() > 0) throw new UnreadableException(in.remaining() + " bytes too many");
        var record = withHash(new TurnRecord(key.session(), key.turn(), header, content, request, requestId, attempt, origin, written,
                before, earlier, missing, leftOut, StopReason.values()[flags >>> 2], before, position));
        if (!record.hash().toString().startsWith(key.hashStart())) throw new UnreadableException("the record's hash is not the one its key names");
        return record;
    }

    private static int coordinate(ByteSource in) {
        long zigzag = in.varint();
        return Math.toIntExact(zigzag >>> 1 ^ -(zigzag & 1));
    }

    private static long zigzag(int value) {
        return (long) value << 1 ^ (long) value >> 63;
    }

    private static TurnContent ids(List<RoleSpan> spans, ByteSource in) {
        IdCodec codec = IdCodec.of(in.read());
        TokenSequence ids = codec.read(in.count(in.remaining()), in);
        if (spans.getLast().end() > ids.length()) throw new UnreadableException("spans reach beyond the ids");
        return new TurnContent.Ids(spans, ids);
    }

    private static TurnContent texts(List<RoleSpan> spans, ByteSource in) {
        int tokens = in.count(Integer.MAX_VALUE);
        var messages = new ArrayList<Message>();
        for (int i = in.count(in.remaining()); i > 0; i--) messages.add(new Message(Role.values()[in.read()], in.text()));
        return new TurnContent.Texts(spans, messages, tokens);
    }

    private static void header(SessionHeader h, ByteSink out) {
        out.write(h.mode().ordinal() | h.windowPolicy().ordinal() << 4).text(h.owner()).text(h.model());
        out.fixed64(h.tokenizer().bits()).text(h.template()).varint(h.idleTtl().toSeconds());
    }

    private static SessionHeader header(SessionId session, ByteSource in) {
        int modes = in.read();
        return new SessionHeader(session, in.text(), ContextMode.values()[modes & 15], in.text(), Fingerprint.of(in.fixed64()),
                in.text(), WindowPolicy.values()[modes >>> 4], Duration.ofSeconds(in.varint()));
    }

    /** Each span as the gap since the one before it (role in the low two bits) and its length. */
    private static void spans(List<RoleSpan> spans, ByteSink out) {
        out.varint(spans.size());
        int at = 0;
        for (RoleSpan span : spans) {
            out.varint((long) (span.start() - at) << 2 | span.role().ordinal()).varint(span.length());
            at = span.end();
        }
    }

    private static List<RoleSpan> spans(ByteSource in) {
        int count = in.count(in.remaining());
        if (count == 0) throw new UnreadableException("a record without a message");
        var spans = new ArrayList<RoleSpan>(count);
        int at = 0;
        for (int i = 0; i < count; i++) {
            long gapAndRole = in.varint();
            int start = Math.toIntExact(at + (gapAndRole >>> 2));
            spans.add(new RoleSpan(Role.values()[(int) (gapAndRole & 3)], start, in.count(Integer.MAX_VALUE - start)));
            at = spans.getLast().end();
        }
        return spans;
    }

    /** Ascending turns as their count and the steps between them. */
    private static void turns(List<Integer> turns, ByteSink out) {
        out.varint(turns.size());
        int at = 0;
        for (int turn : turns) {
            out.varint(turn - at);
            at = turn;
        }
    }

    private static List<Integer> turns(ByteSource in) {
        var turns = new ArrayList<Integer>();
        int at = 0;
        for (int i = in.count(in.remaining()); i > 0; i--) turns.add(at += in.count(TurnRecord.MAX_TURN));
        return turns;
    }

    private static int check(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
