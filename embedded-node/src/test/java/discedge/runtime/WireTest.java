package discedge.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.fred.Origin;
import discedge.fred.PeerMessage;
import discedge.fred.StoredItem;
import discedge.runtime.wire.Frame;
import discedge.tokens.UnreadableException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final Origin A = new Origin("A", 0x8123456789abcdefL);
    private static final Origin B = new Origin("B", 2);
    private static final Origin C = new Origin("C", 3);

    private final Wire a = new Wire();
    private final Wire b = new Wire();

    @BeforeEach
    void bothGreet() {
        assertPasses(a, b, new PeerMessage.Hello("A", A.epoch(), true, "smol", "f1"));
        assertPasses(b, a, new PeerMessage.Hello("B", B.epoch(), false, "smol", "f1"));
    }

    @Test
    void everyMessageComesBackAsItWas() {
        var messages = List.of(
                new PeerMessage.Have(Map.of(A, 7L, C, -1L), Set.of(B, C)), new PeerMessage.Have(Map.of(), Set.of()),
                item(A, 1, false), item(C, 300, true), item(C, 301, false), item(A, Long.MAX_VALUE, false),
                new PeerMessage.Skip(A, 7, 9), new PeerMessage.Skip(new Origin("C", 4), 1, 5), new PeerMessage.Skip(new Origin("C", 4), 6, 6),
                new PeerMessage.Want(-5, "abc"), new PeerMessage.WantDone(6, 3, "", "", true), new PeerMessage.WantDone(7, 0, "other", "f2", false),
                new PeerMessage.Beat(0), new PeerMessage.Beat(99), new PeerMessage.BeatBack(99));
        for (PeerMessage message : messages) assertPasses(a, b, message);
    }

    @Test
    void anOriginIsNamedOnceAndTheSendersOwnNever() {
        assertFalse(a.encode(item(A, 1, false)).getItem().hasOrigin());
        assertTrue(a.encode(item(C, 1, false)).getItem().hasOrigin());
        assertFalse(a.encode(item(C, 2, false)).getItem().hasOrigin());
        assertFalse(a.encode(new PeerMessage.Skip(C, 1, 2)).getSkip().hasOrigin());
    }

    @Test
    void anAckCountsOriginsAsTheSenderOfTheItemsDoes() {
        assertPasses(a, b, item(C, 1, false));
        assertPasses(b, a, item(new Origin("D", 4), 1, false));
        assertPasses(b, a, new PeerMessage.Ack(A, 5));
        assertPasses(b, a, new PeerMessage.Ack(C, 1));
        assertPasses(a, b, new PeerMessage.Ack(new Origin("D", 4), 1));
        assertFalse(b.encode(new PeerMessage.Ack(C, 1)).getAck().hasOrigin());
    }

    @Test
    void anAckOfAnOriginThatTheItemSenderHasNotNamedCarriesItsName() {
        assertPasses(b, a, new PeerMessage.Ack(C, 12));
        assertPasses(b, a, new PeerMessage.Ack(B, 12));
    }

    @Test
    void anAckOfThePeersOwnItemsTakesAtMostThreeBytesUntilNumber16383() {
        assertTrue(b.encode(new PeerMessage.Ack(A, 16_383)).getSerializedSize() <= 3);
    }

    @Test
    void randomItemsAndSkipsOfManyOriginsComeBackInOrder() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            Origin origin = new Origin("n" + random.nextInt(6), random.nextInt(3));
            PeerMessage message = random.nextBoolean() ? item(origin, random.nextLong(), random.nextBoolean())
                    : new PeerMessage.Skip(origin, random.nextLong(), random.nextLong());
            try {
                assertPasses(a, b, message);
                assertPasses(b, a, new PeerMessage.Ack(origin, i));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void theFirstMessageMustBeTheHelloAndOnlyTheFirst() {
        assertThrows(IllegalStateException.class, () -> new Wire().encode(new PeerMessage.Beat(1)));
        assertThrows(IllegalStateException.class, () -> a.encode(new PeerMessage.Hello("A", 1, true, "", "")));
        Frame beat = a.encode(new PeerMessage.Beat(1));
        assertThrows(UnreadableException.class, () -> new Wire().decode(beat));
    }

    @Test
    void framesThatCannotBeUnderstoodAreRefused() {
        Frame unknownOrigin = Frame.newBuilder().setItem(discedge.runtime.wire.Item.newBuilder().setOriginIndex(3).setKey("k")).build();
        Frame wrongIndex = Frame.newBuilder().setSkip(discedge.runtime.wire.Skip.newBuilder().setOriginIndex(5)
                .setOrigin(discedge.runtime.wire.Origin.newBuilder().setNode("X"))).build();
        Frame ackOfNobody = Frame.newBuilder().setAck(discedge.runtime.wire.Ack.newBuilder().setOriginIndex(8)).build();
        for (Frame frame : List.of(unknownOrigin, wrongIndex, ackOfNobody, Frame.getDefaultInstance())) {
            assertThrows(UnreadableException.class, () -> b.decode(frame));
        }
    }

    @Test
    void anotherVersionIsRefusedWithBothVersionsNamed() {
        Frame hello = Frame.newBuilder().setHello(discedge.runtime.wire.Hello.newBuilder().setNode("Z").setVersion(2)).build();
        String message = assertThrows(UnreadableException.class, () -> new Wire().decode(hello)).getMessage();
        assertTrue(message.contains("Z") && message.contains("2") && message.contains("1"), message);
    }

    private static PeerMessage.Item item(Origin origin, long number, boolean loose) {
        return new PeerMessage.Item(new StoredItem("key" + number, new byte[] {1, 0, -1, (byte) number}, origin, number), loose);
    }

    private static void assertPasses(Wire from, Wire to, PeerMessage message) {
        PeerMessage back = to.decode(from.encode(message));
        if (message instanceof PeerMessage.Item(StoredItem sent, boolean loose)
                && back instanceof PeerMessage.Item(StoredItem got, boolean gotLoose)) {
            assertArrayEquals(sent.value(), got.value());
            assertEquals(List.of(sent.key(), sent.origin(), sent.number(), loose),
                    List.of(got.key(), got.origin(), got.number(), gotLoose));
        } else {
            assertEquals(message, back);
        }
    }
}
