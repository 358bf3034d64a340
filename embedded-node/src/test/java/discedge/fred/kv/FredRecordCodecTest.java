package discedge.fred.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FredRecordCodecTest {
    private static final Stamp STAMP = new Stamp(1_790_000_000_000L, 3, "nodeA");
    private static final List<FredRecord> ALL = List.of(new FredRecord.Node(STAMP, "nodeA", "10.0.0.1:9001"), new FredRecord.Keygroup(STAMP, "kg", true, false),
            new FredRecord.Member(STAMP, "kg", STAMP, "nodeB", true, Duration.ofSeconds(60)), new FredRecord.Grant(STAMP, "kg", STAMP, "u", Role.CONFIGURE_TRIGGER, true),
            new FredRecord.Value(STAMP, "kg", STAMP, "x", "ä€😀".repeat(40_000), new VectorClock(Map.of("nodeA", 7L, "nodeB", Long.MAX_VALUE))));

    @Test
    void what_is_written_is_read_again() {
        for (FredRecord record : ALL) assertEquals(record, FredRecordCodec.decode(FredRecordCodec.encode(record)));
    }

    @Test
    void what_is_no_record_is_refused_whatever_it_is() {
        for (FredRecord record : ALL) {
            byte[] whole = FredRecordCodec.encode(record);
            for (int length = 0; length < Math.min(whole.length, 120); length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThrows(IllegalArgumentException.class, () -> FredRecordCodec.decode(cut));
            }
            assertThrows(IllegalArgumentException.class, () -> FredRecordCodec.decode(Arrays.copyOf(whole, whole.length + 1)));
        }
        assertThrows(IllegalArgumentException.class, () -> FredRecordCodec.decode(new byte[] {9, 'N'}));
    }
}
