package discedge.fred;

import static discedge.fred.LogCodecTest.log;
import static discedge.fred.LogCodecTest.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final Origin A = new Origin("a", 7);
    private static final Origin B = new Origin("b", 1);
    private static final LogEntry OPENED = new LogEntry.Opened("a", 7, "group");

    private static List<String> keys(Recovered recovered) {
        return recovered.items().stream().map(StoredItem::key).toList();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    private static byte[] broken(LogEntry entry) {
        byte[] bytes = LogCodec.encode(entry);
        bytes[bytes.length - 1] ^= 1;
        return bytes;
    }

    private static Replica replica(Origin origin, Recovered recovered) {
        return new Replica(ReplicaSettings.of(origin, true, "group", "print", List.of()), recovered, ItemCheck.NONE);
    }

    @Test
    void anEmptyLogNeedsAnEpoch() {
        assertTrue(Recovery.of(new byte[0]).needsNewEpoch());
    }

    @Test
    void aCleanLogIsContinued() {
        Recovered recovered = Recovery.of(log(List.of(OPENED, put(A, 1, "k1"), put(B, 1, "k2"), new LogEntry.Passed(B, 2, 5), put(B, 8, "loose"), new LogEntry.Erased(List.of("k1")))));
        assertFalse(recovered.needsNewEpoch());
        assertEquals(Map.of(A, 1L, B, 5L), recovered.held());
        assertEquals(List.of("k2", "loose"), keys(recovered));
        assertEquals(Set.of("k1"), recovered.erased());
        Replica replica = replica(A, recovered);
        assertTrue(replica.drain().isEmpty(), "a continued log is not opened again");
        replica.create(1, "k3", new byte[] {1}, World.START);
        assertTrue(replica.drain().getFirst() instanceof StoreEffect.Append(long _, LogEntry.Put(StoredItem item)) && item.number() == 2);
    }

    @Test
    void aTornTailTakesANewEpochAndIsNotToldOfAgain() {
        byte[] torn = join(log(List.of(OPENED, put(A, 1, "k1"))), Arrays.copyOf(LogCodec.encode(put(A, 2, "k2")), 20));
        Recovered recovered = Recovery.of(torn);
        assertTrue(recovered.tornTail());
        assertTrue(recovered.needsNewEpoch());
        assertThrows(IllegalArgumentException.class, () -> replica(A, recovered));
        var next = new Origin("a", 8);
        List<StoreEffect> effects = replica(next, recovered).drain();
        assertTrue(effects.getFirst() instanceof StoreEffect.Append(long position, LogEntry.Opened opened) && position == 1 && opened.epoch() == 8);
        Recovered later = Recovery.of(join(torn, log(List.of(new LogEntry.Opened("a", 8, "group"), put(next, 1, "k3")))));
        assertFalse(later.needsNewEpoch());
        assertEquals(0, later.damagedPlaces());
        assertEquals(Map.of(A, 1L, next, 1L), later.held());
    }

    @Test
    void behindAHoleItemsStayButAreNotCountedAsHeld() {
        Recovered recovered = Recovery.of(join(log(List.of(OPENED, put(A, 1, "k1"))), broken(put(A, 2, "k2")), log(List.of(put(A, 3, "k3"), new LogEntry.Passed(B, 1, 4)))));
        assertEquals(1, recovered.damagedPlaces());
        assertFalse(recovered.tornTail());
        assertTrue(recovered.needsNewEpoch());
        assertEquals(Map.of(A, 1L, B, 4L), recovered.held());
        assertEquals(List.of("k1", "k3"), keys(recovered));
    }

    @Test
    void passedNumbersBehindAHoleDoNotHideIt() {
        Recovered recovered = Recovery.of(join(log(List.of(OPENED, put(B, 1, "k1"))), broken(put(B, 2, "k2")), log(List.of(new LogEntry.Passed(B, 3, 9)))));
        assertEquals(Map.of(B, 1L), recovered.held());
    }

    @Test
    void damageBeforeTheNewestEpochLetsThatOneGoOn() {
        Recovered recovered = Recovery.of(join(log(List.of(OPENED)), broken(put(A, 1, "k1")), log(List.of(put(A, 2, "k2"), new LogEntry.Opened("a", 8, "group"), put(new Origin("a", 8), 1, "k3")))));
        assertFalse(recovered.needsNewEpoch());
        assertEquals(1, recovered.damagedPlaces());
    }

    @Test
    void anothersLogIsRefused() {
        Recovered recovered = Recovery.of(log(List.of(new LogEntry.Opened("b", 7, "group"))));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> replica(A, recovered)).getMessage().contains("node b"));
        Recovered other = Recovery.of(log(List.of(new LogEntry.Opened("a", 7, "other"))));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> replica(A, other)).getMessage().contains("keygroup other"));
    }
}
