package discedge.fred;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ReplicaEvent;
import discedge.fred.PeerMessage.Ack;
import discedge.fred.PeerMessage.Have;
import discedge.fred.PeerMessage.Hello;
import discedge.fred.PeerMessage.Item;
import discedge.fred.PeerMessage.Skip;
import discedge.fred.StoreEffect.Append;
import discedge.fred.StoreEffect.Arrived;
import discedge.fred.StoreEffect.CreateFailed;
import discedge.fred.StoreEffect.Created;
import discedge.fred.StoreEffect.Emit;
import discedge.fred.StoreEffect.Send;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One replica, told message by message what its peers say: writes, numbers, arrivals, acknowledgements. */
class ReplicaTest {
    private static final Instant NOW = World.START;
    private static final Origin A = new Origin("a", 1);
    private static final Origin B = new Origin("b", 2);
    private static final Origin C = new Origin("c", 3);
    private static final LinkId FROM_B = new LinkId(1, false, "b:1");
    private static final LinkId FROM_C = new LinkId(2, false, "c:1");
    private static final LinkId TO_B = new LinkId(3, true, "b:1");

    private ItemCheck check = ItemCheck.NONE;

    private Replica replica(boolean durable) {
        var settings = new ReplicaSettings(A, durable, "group", "print", List.of("b:1"), Duration.ofSeconds(2), Duration.ofSeconds(4), 2);
        return new Replica(settings, Recovered.nothing(), check);
    }

    private static Hello hello(Origin origin) {
        return new Hello(origin.node(), origin.epoch(), true, "group", "print");
    }

    private static Replica hears(Replica replica, LinkId link, Origin peer) {
        replica.opened(link, NOW);
        replica.received(link, hello(peer), NOW);
        replica.drain();
        return replica;
    }

    private static Replica sendsTo(Replica replica, LinkId link, Origin peer, Have have) {
        hears(replica, link, peer);
        replica.received(link, have, NOW);
        return replica;
    }

    private static Item item(Origin origin, long number, String key) {
        return new Item(new StoredItem(key, ("of " + key).getBytes(), origin, number), false);
    }

    private static Item loose(Origin origin, long number, String key) {
        return new Item(item(origin, number, key).item(), true);
    }

    private static <E> List<E> of(Class<E> kind, List<StoreEffect> effects) {
        var found = new ArrayList<E>();
        for (StoreEffect effect : effects) {
            Object inner = effect instanceof Send send ? send.message() : effect instanceof Emit emit ? emit.event() : effect;
            if (kind.isInstance(inner)) found.add(kind.cast(inner));
        }
        return found;
    }

    private static List<String> keys(Replica replica) {
        return replica.scan("").stream().map(StoredItem::key).toList();
    }

    private static List<String> sentKeys(List<StoreEffect> effects) {
        return of(Item.class, effects).stream().map(sent -> sent.item().key()).toList();
    }

    @Test
    void aWriteInMemoryIsThereAtOnce() {
        Replica replica = replica(false);
        replica.create(7, "k1", new byte[] {1}, NOW);
        List<StoreEffect> effects = replica.drain();
        assertTrue(of(Append.class, effects).isEmpty());
        assertEquals(1, of(ReplicaEvent.Written.class, effects).getFirst().number());
        assertEquals(List.of(new Created(7)), of(Created.class, effects));
        assertArrayEquals(new byte[] {1}, replica.read("k1").orElseThrow().value());
        assertEquals(1, replica.read("k1").orElseThrow().number());
        assertEquals(Map.of(A, 1L), replica.held());
    }

    @Test
    void aDurableWriteIsNeitherSeenNorSentBeforeItIsOnDisk() {
        Replica replica = sendsTo(replica(true), TO_B, B, new Have(Map.of(), Set.of()));
        replica.create(7, "k1", new byte[] {1}, NOW);
        List<StoreEffect> before = replica.drain();
        assertEquals(2, of(Append.class, before).getLast().position());
        assertTrue(of(Created.class, before).isEmpty() && of(Item.class, before).isEmpty() && keys(replica).isEmpty());
        replica.appended(2, NOW);
        List<StoreEffect> after = replica.drain();
        assertEquals(List.of("k1"), keys(replica));
        assertEquals(1, of(Created.class, after).size());
        assertEquals(List.of("k1"), sentKeys(after));
    }

    @Test
    void theSameKeyWithTheSameBytesIsCreatedOnceAndWithOthersNotAtAll() {
        Replica replica = replica(true);
        replica.create(1, "k1", new byte[] {1}, NOW);
        replica.create(2, "k1", new byte[] {1}, NOW);
        replica.create(3, "k1", new byte[] {2}, NOW);
        List<StoreEffect> before = replica.drain();
        assertTrue(of(Created.class, before).isEmpty(), "not durable yet");
        assertEquals(3, of(CreateFailed.class, before).getFirst().token());
        replica.appended(9, NOW);
        assertEquals(List.of(new Created(1), new Created(2)), of(Created.class, replica.drain()));
        replica.create(4, "k1", new byte[] {1}, NOW);
        replica.create(5, "k1", new byte[] {2}, NOW);
        List<StoreEffect> after = replica.drain();
        assertEquals(List.of(new Created(4)), of(Created.class, after));
        assertEquals(5, of(CreateFailed.class, after).getFirst().token());
        assertTrue(of(Append.class, after).isEmpty());
    }

    @Test
    void aFullDiskFailsAllThatWaitsAndTheNumberIsUsedAgain() {
        Replica replica = hears(replica(true), FROM_B, B);
        replica.create(1, "k1", new byte[] {1}, NOW);
        replica.create(2, "k2", new byte[] {2}, NOW);
        replica.received(FROM_B, item(B, 1, "b1"), NOW);
        replica.drain();
        replica.appended(2, NOW);
        replica.appendFailed(3, "the disk is full", NOW);
        List<StoreEffect> effects = replica.drain();
        assertEquals(List.of(new CreateFailed(2, "the disk is full")), of(CreateFailed.class, effects));
        assertEquals(2, of(ReplicaEvent.WriteFailed.class, effects).size());
        assertTrue(of(Ack.class, effects).isEmpty());
        assertEquals(List.of("k1"), keys(replica));
        replica.create(3, "k3", new byte[] {3}, NOW);
        Append again = of(Append.class, replica.drain()).getFirst();
        assertEquals(5, again.position());
        assertEquals(2, ((LogEntry.Put) again.entry()).item().number());
        replica.tick(NOW.plusMillis(999));
        assertTrue(of(Have.class, replica.drain()).isEmpty());
        replica.tick(NOW.plusMillis(1000));
        assertEquals(Map.of(A, 1L), of(Have.class, replica.drain()).getFirst().held());
        replica.received(FROM_B, item(B, 1, "b1"), NOW.plusSeconds(1));
        replica.appended(6, NOW.plusSeconds(1));
        assertEquals(List.of("b1", "k1", "k3"), keys(replica));
    }

    @Test
    void anArrivedItemIsAcknowledgedWhenItIsDurable() {
        Replica replica = hears(replica(true), FROM_B, B);
        replica.received(FROM_B, item(B, 1, "k1"), NOW);
        replica.received(FROM_B, item(B, 2, "k2"), NOW);
        List<StoreEffect> before = replica.drain();
        assertTrue(of(Ack.class, before).isEmpty() && of(Arrived.class, before).isEmpty());
        replica.appended(3, NOW);
        List<StoreEffect> after = replica.drain();
        assertEquals(List.of(new Ack(B, 2)), of(Ack.class, after), "one for both");
        assertEquals(2, of(Arrived.class, after).size());
        assertEquals("b", of(ReplicaEvent.Arrived.class, after).getFirst().from());
    }

    @Test
    void aDuplicateIsAcknowledgedAgainAndOtherwiseIgnored() {
        Replica replica = hears(replica(false), FROM_B, B);
        replica.received(FROM_B, item(B, 1, "k1"), NOW);
        replica.drain();
        replica.received(FROM_B, item(B, 1, "k1"), NOW);
        assertEquals(List.of(new Send(FROM_B, new Ack(B, 1))), replica.drain());
    }

    @Test
    void anItemThatDoesNotFitIsAskedForOnce() {
        Replica replica = hears(replica(false), FROM_B, B);
        replica.received(FROM_B, item(B, 3, "k3"), NOW);
        replica.received(FROM_B, item(B, 4, "k4"), NOW);
        List<StoreEffect> effects = replica.drain();
        assertEquals(List.of(new Have(Map.of(), Set.of(B))), of(Have.class, effects));
        assertTrue(keys(replica).isEmpty());
    }

    @Test
    void aSkipBehindARefusedItemDoesNotHideIt() {
        refuse("bad");
        Replica replica = hears(replica(false), FROM_B, B);
        replica.received(FROM_B, item(B, 1, "bad"), NOW);
        replica.received(FROM_B, new Skip(B, 2, 9), NOW);
        List<StoreEffect> effects = replica.drain();
        assertEquals("not today", of(ReplicaEvent.Refused.class, effects).getFirst().why());
        assertTrue(of(Ack.class, effects).isEmpty() && of(Have.class, effects).isEmpty(), "asked for later, not in a tight loop");
        assertTrue(replica.held().isEmpty());
        replica.tick(NOW.plusSeconds(1));
        assertEquals(1, of(Have.class, replica.drain()).size());
        replica.received(FROM_B, item(B, 1, "bad"), NOW.plusSeconds(1));
        replica.drain();
        replica.tick(NOW.plusSeconds(2));
        assertTrue(of(Have.class, replica.drain()).isEmpty(), "the second time later still");
    }

    @Test
    void aRefusedLooseItemIsAskedForAgainToo() {
        refuse("bad");
        Replica replica = hears(replica(false), FROM_B, B);
        replica.received(FROM_B, loose(C, 5, "bad"), NOW);
        replica.received(FROM_B, item(C, 1, "good"), NOW);
        assertEquals(1, of(ReplicaEvent.Refused.class, replica.drain()).size());
        replica.tick(NOW.plusSeconds(1));
        assertEquals(1, of(Have.class, replica.drain()).size());
    }

    private void refuse(String key) {
        check = new ItemCheck() {
            @Override
            public Optional<String> problem(String of, byte[] value) {
                return of.equals(key) ? Optional.of("not today") : Optional.empty();
            }

            @Override
            public Instant written(String of, byte[] value) {
                return Instant.EPOCH;
            }
        };
    }

    @Test
    void skippedNumbersAreHeldAndAcknowledged() {
        Replica replica = hears(replica(false), FROM_B, B);
        replica.received(FROM_B, new Skip(B, 1, 4), NOW);
        assertEquals(List.of(new Ack(B, 4)), of(Ack.class, replica.drain()));
        assertEquals(Map.of(B, 4L), replica.held());
    }

    @Test
    void aLooseItemIsThereButNotCountedUntilTheOthersCome() {
        Replica replica = hears(replica(false), FROM_B, B);
        replica.received(FROM_B, loose(B, 3, "k3"), NOW);
        assertEquals(1, of(Arrived.class, replica.drain()).size());
        assertTrue(replica.held().isEmpty());
        replica.received(FROM_B, item(B, 1, "k1"), NOW);
        replica.received(FROM_B, item(B, 2, "k2"), NOW);
        replica.received(FROM_B, item(B, 3, "k3"), NOW);
        List<StoreEffect> effects = replica.drain();
        assertEquals(List.of("k1", "k2"), of(Arrived.class, effects).stream().map(arrived -> arrived.item().key()).toList());
        assertEquals(Map.of(B, 3L), replica.held());
    }

    @Test
    void anErasedItemIsNotRevivedAndOthersAreToldToSkipIt() {
        Replica replica = hears(replica(false), FROM_B, B);
        replica.received(FROM_B, item(B, 1, "k1"), NOW);
        replica.erase(List.of("k1", "k2"), NOW);
        replica.drain();
        replica.received(FROM_B, item(B, 2, "k2"), NOW);
        replica.create(1, "k1", new byte[] {1}, NOW);
        List<StoreEffect> effects = replica.drain();
        assertTrue(of(Arrived.class, effects).isEmpty() && keys(replica).isEmpty());
        assertEquals(List.of(new Ack(B, 2)), of(Ack.class, effects));
        assertEquals(1, of(CreateFailed.class, effects).size());
        sendsTo(replica, TO_B, new Origin("d", 9), new Have(Map.of(), Set.of()));
        assertEquals(List.of(new Skip(B, 1, 2)), of(Skip.class, replica.drain()));
    }

    @Test
    void aKeyOfTwoWritersIsKeptUnderBothNumbers() {
        Replica replica = hears(hears(replica(false), FROM_B, B), FROM_C, C);
        replica.received(FROM_B, item(B, 1, "same"), NOW);
        replica.received(FROM_C, item(C, 1, "same"), NOW);
        assertEquals(1, of(Arrived.class, replica.drain()).size());
        sendsTo(replica, TO_B, new Origin("d", 9), new Have(Map.of(), Set.of()));
        assertEquals(List.of(B, C), of(Item.class, replica.drain()).stream().map(sent -> sent.item().origin()).toList());
    }

    @Test
    void aWriteOfThisLifeThatThisNodeDoesNotHaveIsRefused() {
        Replica replica = hears(replica(false), FROM_B, B);
        replica.received(FROM_B, item(A, 1, "k1"), NOW);
        List<StoreEffect> effects = replica.drain();
        assertTrue(of(ReplicaEvent.Refused.class, effects).getFirst().why().contains("log was lost"));
        assertTrue(keys(replica).isEmpty());
        sendsTo(replica, TO_B, B, new Have(Map.of(A, 3L), Set.of()));
        assertEquals(1, of(ReplicaEvent.Refused.class, replica.drain()).size(), "and the peer's word of it too");
    }

    @Test
    void aWriteOfAnEarlierLifeComesBackAsAnyOther() {
        Replica replica = hears(replica(false), FROM_B, B);
        replica.received(FROM_B, item(new Origin("a", 0), 1, "k1"), NOW);
        assertEquals(1, of(Arrived.class, replica.drain()).size());
    }

    @Test
    void atMostAWindowIsOnItsWay() {
        Replica replica = sendsTo(replica(false), TO_B, B, new Have(Map.of(), Set.of()));
        for (int i = 1; i <= 4; i++) replica.create(i, "k" + i, new byte[] {1}, NOW);
        assertEquals(List.of("k1", "k2"), sentKeys(replica.drain()));
        replica.received(TO_B, new Ack(A, 1), NOW.plusMillis(30));
        List<StoreEffect> effects = replica.drain();
        assertEquals(List.of("k3"), sentKeys(effects));
        assertEquals(Duration.ofMillis(30), of(ReplicaEvent.Acknowledged.class, effects).getFirst().roundTrip());
        assertTrue(replica.peers().stream().anyMatch(peer -> peer.durable() && peer.heldOfOwn() == 1));
    }

    @Test
    void aLinkGoesOnAfterWhatThePeerHasAndAgainWhereItAsks() {
        Replica replica = replica(false);
        for (int i = 1; i <= 4; i++) replica.create(i, "k" + i, new byte[] {1}, NOW);
        sendsTo(replica, TO_B, B, new Have(Map.of(A, 2L), Set.of()));
        assertEquals(List.of("k3", "k4"), sentKeys(replica.drain()));
        replica.received(TO_B, new Have(Map.of(A, 2L), Set.of(C)), NOW);
        assertTrue(sentKeys(replica.drain()).isEmpty(), "only who is heard has changed");
        replica.received(TO_B, new Have(Map.of(A, 2L), Set.of(C)), NOW);
        assertEquals(List.of("k3", "k4"), sentKeys(replica.drain()));
    }

    @Test
    void othersItemsGoOnlyWhereTheirOriginIsNotHeard() {
        Replica replica = hears(hears(replica(false), FROM_B, B), FROM_C, C);
        replica.received(FROM_B, item(B, 1, "own of b"), NOW);
        replica.received(FROM_C, item(C, 1, "of c"), NOW);
        replica.drain();
        sendsTo(replica, TO_B, B, new Have(Map.of(), Set.of(C)));
        assertTrue(sentKeys(replica.drain()).isEmpty());
        replica.received(TO_B, new Have(Map.of(), Set.of()), NOW);
        assertEquals(List.of("of c"), sentKeys(replica.drain()), "never a peer's own");
    }

    @Test
    void whatIsStrandedGoesOutLoose() {
        Replica replica = hears(replica(false), FROM_C, C);
        replica.received(FROM_C, loose(new Origin("dead", 1), 5, "k5"), NOW);
        replica.drain();
        sendsTo(replica, TO_B, B, new Have(Map.of(), Set.of(C)));
        Item sent = of(Item.class, replica.drain()).getFirst();
        assertTrue(sent.loose() && sent.item().number() == 5);
    }
}
