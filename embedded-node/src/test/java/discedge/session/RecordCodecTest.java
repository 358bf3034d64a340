package discedge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.tokens.UnreadableException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private final TurnRecord first = Records.first("What is SLAM?", 1);

    @Test
    void aRecordReadsBackAsItWasWritten() {
        assertEquals(first, RecordCodec.decode(RecordKey.of(first), RecordCodec.encode(first)));
        TurnRecord gappy = RecordCodec.withHash(new TurnRecord(first.session(), 7, Optional.empty(), first.content(), first.request(), Optional.of("req-1"), 3,
                "Berlin", first.written(), first.hash(), List.of(first.before(), first.hash()), List.of(5, 6), List.of(1, 2), StopReason.LIMIT, first.hash()));
        assertEquals(gappy, RecordCodec.decode(RecordKey.of(gappy), RecordCodec.encode(gappy)));
    }

    @Test
    void aRecordOfTextsReadsBackAsItWasWritten() {
        var texts = new TurnContent.Texts(first.content().spans(), List.of(new Message(Role.USER, "Grüße 🤖"), new Message(Role.ASSISTANT, "مرحبا")), 17);
        TurnRecord raw = RecordCodec.withHash(new TurnRecord(first.session(), 2, Optional.empty(), texts, first.request(), Optional.empty(), 1, "A",
                first.written(), first.hash(), List.of(), List.of(), List.of(), StopReason.EOS, first.hash()));
        assertEquals(raw, RecordCodec.decode(RecordKey.of(raw), RecordCodec.encode(raw)));
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] bytes = RecordCodec.encode(first);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(UnreadableException.class, () -> RecordCodec.decode(RecordKey.of(first), flipped));
        }
    }

    @Test
    void everyCutIsRefused() {
        byte[] bytes = RecordCodec.encode(first);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(UnreadableException.class, () -> RecordCodec.decode(RecordKey.of(first), cut));
        }
    }

    @Test
    void aRecordUnderAnothersKeyIsRefused() {
        TurnRecord other = Records.first("another", 1);
        var e = assertThrows(UnreadableException.class, () -> RecordCodec.decode(RecordKey.of(other), RecordCodec.encode(first)));
        assertTrue(e.getMessage().contains("hash"), e.getMessage());
    }

    @Test
    void theHashIsOfHistoryAndContentNotOfPlaceAndTime() {
        TurnRecord elsewhere = RecordCodec.withHash(new TurnRecord(first.session(), 1, first.header(), first.content(), first.request(), first.requestId(), 1, "B",
                Instant.EPOCH, first.before(), List.of(), List.of(), List.of(), first.stop(), first.before()));
        assertEquals(first.hash(), elsewhere.hash());
        assertNotEquals(Records.next(first, "x", 1).hash(), Records.next(first, "x", 2).hash());
        assertNotEquals(Records.next(first, "x", 1).hash(), Records.next(Records.first("y", 1), "x", 1).hash());
    }

    @Test
    void keysHaveOneLengthAndReadBack() {
        for (RecordKey key : List.of(RecordKey.of(first), new RecordKey.First(first.session()), new RecordKey.Deleted(first.session()))) {
            assertEquals(RecordKey.LENGTH, key.text().length());
            assertEquals(Optional.of(key), RecordKey.parse(key.text()));
        }
        assertEquals(Optional.empty(), RecordKey.parse("x" + RecordKey.of(first).text()));
    }

    @Test
    void hashesAndSessionIdsReadBackFromTheirText() {
        assertEquals(first.hash(), TurnHash.parse(first.hash().toString()));
        assertThrows(IllegalArgumentException.class, () -> TurnHash.parse("not a hash"));
        assertThrows(IllegalArgumentException.class, () -> new SessionId("WITH-DASHES-123456789012345"));
    }

    @Test
    void aPositionIsKeptBesideTheHashAndTakesNoByteWhereThereIsNone() {
        TurnRecord without = Records.first("hello", 1);
        TurnRecord with = without.withPosition(java.util.Optional.of(Position.ofKm(-70.25, 131)));
        byte[] bytes = RecordCodec.encode(with);
        assertEquals(with, RecordCodec.decode(RecordKey.of(with), bytes));
        assertEquals(without.hash(), with.hash(), "where the client was is no part of what was said");
        assertEquals(5, bytes.length - RecordCodec.encode(without).length, "two or three bytes a coordinate");
        assertThrows(IllegalArgumentException.class, () -> Position.ofKm(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> Position.ofKm(0, 30_000));
    }
}
