package discedge.fred;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.tokens.ByteSink;
import discedge.tokens.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class LogCodecTest {
    private static final Origin A = new Origin("a", 7);
    private static final List<LogEntry> ENTRIES = List.of(
            new LogEntry.Opened("a", 7, "model-x"),
            put(A, 1, "k1"), put(A, 2, "k2"),
            new LogEntry.Passed(new Origin("b", -3), 4, 9),
            new LogEntry.Erased(List.of("k1", "kü")),
            put(A, 3, "k3"));

    static LogEntry.Put put(Origin origin, long number, String key) {
        return new LogEntry.Put(new StoredItem(key, ("value of " + key).getBytes(), origin, number));
    }

    static byte[] log(List<LogEntry> entries) {
        var out = new ByteArrayOutputStream();
        entries.forEach(entry -> out.writeBytes(LogCodec.encode(entry)));
        return out.toByteArray();
    }

    /** Bytes compare by identity in records, so entries are compared as what they would be written as. */
    private static void same(List<LogEntry> expected, List<LogEntry> actual) {
        assertEquals(expected.stream().map(e -> Arrays.toString(LogCodec.encode(e))).toList(), actual.stream().map(e -> Arrays.toString(LogCodec.encode(e))).toList());
    }

    @Test
    void whatIsWrittenIsRead() {
        LogCodec.Scan scan = LogCodec.recover(log(ENTRIES));
        same(ENTRIES, scan.entries());
        assertFalse(scan.tornTail());
        assertEquals(0, scan.damagedPlaces());
        assertEquals(log(ENTRIES).length, scan.cleanLength());
    }

    @Test
    void aLogCutAnywhereGivesTheEntriesBeforeTheCut() {
        byte[] whole = log(ENTRIES);
        for (int length = 0; length <= whole.length; length++) {
            int complete = 0;
            while (complete < ENTRIES.size() && log(ENTRIES.subList(0, complete + 1)).length <= length) complete++;
            LogCodec.Scan scan = LogCodec.recover(Arrays.copyOf(whole, length));
            same(ENTRIES.subList(0, complete), scan.entries());
            assertEquals(log(ENTRIES.subList(0, complete)).length, scan.cleanLength());
            assertEquals(scan.cleanLength() < length, scan.tornTail(), "cut at " + length);
            assertEquals(0, scan.damagedPlaces());
        }
    }

    @Test
    void everyFlippedBitIsSeenAndCostsOneEntry() {
        byte[] whole = log(ENTRIES);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            int hit = 0;
            while (log(ENTRIES.subList(0, hit + 1)).length <= bit / 8) hit++;
            var left = new ArrayList<>(ENTRIES);
            left.remove(hit);
            LogCodec.Scan scan = LogCodec.recover(flipped);
            same(left, scan.entries());
            boolean last = hit == ENTRIES.size() - 1;
            assertEquals(last, scan.tornTail(), "bit " + bit);
            assertEquals(last ? 0 : 1, scan.damagedPlaces(), "bit " + bit);
        }
    }

    @Test
    void entriesBehindATornTailAreFound() {
        byte[] whole = log(ENTRIES);
        for (int cut = 1; cut < LogCodec.encode(ENTRIES.getLast()).length; cut++) {
            var out = new ByteArrayOutputStream();
            out.writeBytes(Arrays.copyOf(whole, whole.length - cut));
            out.writeBytes(log(List.of(new LogEntry.Opened("a", 8, "model-x"), put(new Origin("a", 8), 1, "k9"))));
            LogCodec.Scan scan = LogCodec.recover(out.toByteArray());
            assertEquals(7, scan.entries().size());
            assertEquals(1, scan.damagedPlaces());
            assertFalse(scan.tornTail());
        }
    }

    @Test
    void anEntryOfALaterVersionIsNotTakenForDamage() {
        byte[] bytes = LogCodec.encode(new LogEntry.Erased(List.of()));
        bytes[12] = 99;
        var crc = new CRC32C();
        crc.update(bytes, 0, 8);
        crc.update(bytes, 12, bytes.length - 12);
        byte[] check = new ByteSink().fixed32((int) crc.getValue()).bytes();
        System.arraycopy(check, 0, bytes, 8, 4);
        var thrown = assertThrows(UnreadableException.class, () -> LogCodec.recover(bytes));
        assertTrue(thrown.getMessage().contains("kind 99"), thrown.getMessage());
    }
}
