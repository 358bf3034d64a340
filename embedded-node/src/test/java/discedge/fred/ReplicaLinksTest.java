package discedge.fred;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.PeerEvent;
import discedge.event.ReplicaEvent;
import discedge.fred.StoreEffect.Fetched;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A few replicas on wires: who passes on what, questions, dead links, other models, what is known of peers. */
class ReplicaLinksTest {
    private final World world = new World();

    private Fetched fetched(TestNode node) {
        return node.done(Fetched.class).getLast();
    }

    @Test
    void threeNodesInALineAllGetEverything() {
        TestNode a = world.add("a", true, "b");
        TestNode b = world.add("b", false, "a", "c");
        TestNode c = world.add("c", true, "b");
        a.create("k1", "v1");
        c.create("k2", "v2");
        world.connect(a, b);
        world.connect(b, c);
        world.settle();
        b.create("k3", "v3");
        world.settle();
        var all = Map.of("k1", "v1", "k2", "v2", "k3", "v3");
        for (TestNode node : world.nodes.values()) assertEquals(all, World.content(node));
        assertEquals("b", c.events(ReplicaEvent.Arrived.class).stream().filter(arrived -> arrived.key().equals("k1")).findFirst().orElseThrow().from());
        assertTrue(a.replica.peers().stream().noneMatch(PeerView::durable), "b is not durable");
    }

    @Test
    void inATriangleNothingGoesTwiceUntilALinkIsCut() {
        TestNode a = world.add("a", true, "b", "c");
        TestNode b = world.add("b", true, "a", "c");
        TestNode c = world.add("c", true, "a", "b");
        world.connect(a, b);
        world.connect(b, c);
        world.connect(c, a);
        world.settle();
        a.create("k1", "v1");
        world.settle();
        assertEquals(2, a.events(ReplicaEvent.Sent.class).size());
        assertTrue(b.events(ReplicaEvent.Sent.class).isEmpty() && c.events(ReplicaEvent.Sent.class).isEmpty());
        world.cut(a, c);
        a.create("k2", "v2");
        world.settle();
        assertEquals("v2", World.content(c).get("k2"));
        assertEquals(1, b.events(ReplicaEvent.Sent.class).size());
    }

    @Test
    void aMemoryNodeThatRestartsGetsBackWhatItWroteItself() {
        TestNode a = world.add("a", false, "b");
        TestNode b = world.add("b", false, "a");
        world.connect(a, b);
        a.create("k1", "v1");
        world.settle();
        a.crash(0);
        a.start();
        world.cut(a, b);
        world.connect(a, b);
        a.create("k2", "v2");
        world.settle();
        assertEquals(Map.of("k1", "v1", "k2", "v2"), World.content(a));
        assertEquals(World.content(a), World.content(b));
    }

    @Test
    void aFlippedBitIsHealedFromAPeer() {
        TestNode a = world.add("a", true, "b");
        TestNode b = world.add("b", true, "a");
        for (int i = 1; i <= 5; i++) a.create("k" + i, "v" + i);
        world.connect(a, b);
        world.settle();
        a.crash(0);
        a.disk[a.disk.length / 2] ^= 4;
        a.start();
        assertEquals(4, a.replica.items());
        world.connect(a, b);
        world.settle();
        assertEquals(World.content(b), World.content(a));
        assertEquals(5, a.replica.held().get(new Origin("a", 101)), "what was behind the hole was here already");
    }

    @Test
    void aFetchBringsOnlyWhatIsAskedForAndIsAnsweredWhenItCanBeRead() {
        TestNode a = world.add("a", true, "b");
        TestNode b = world.add("b", true, "a");
        a.create("s1-1", "v");
        a.create("s2-1", "v");
        a.sync();
        world.dial(b, a);
        World.Wire wire = world.wires.getFirst();
        while (wire.deliverUp() | wire.deliverDown()) {}
        b.fetch("s2");
        while (wire.deliverUp() | wire.deliverDown()) {}
        assertTrue(b.done(Fetched.class).isEmpty(), "the item is not durable yet");
        world.settle();
        assertEquals(new Fetched(fetched(b).token(), Set.of(), 1, List.of(), false), fetched(b));
        assertEquals(Set.of("s2-1"), World.content(b).keySet());
        assertTrue(b.replica.held().isEmpty());
        world.dial(a, b);
        world.settle();
        assertEquals(2, b.replica.items());
        assertEquals(2, b.events(ReplicaEvent.Arrived.class).size());
        b.fetch("s2");
        world.settle();
        assertEquals(0, fetched(b).found(), "the peer knows that it is here");
    }

    @Test
    void aFetchNamesThoseWhoAreSilent() {
        TestNode a = world.add("a", false, "b", "c");
        TestNode b = world.add("b", false, "a");
        world.connect(a, b);
        world.settle();
        a.fetch("s");
        world.settle();
        assertEquals(Set.of("c"), fetched(a).silent(), "linked ones have answered, so it is not waited for");
        world.wires.forEach(wire -> wire.silent = true);
        a.fetch("s");
        world.settle();
        assertEquals(1, a.done(Fetched.class).size());
        world.pass(Duration.ofSeconds(3));
        assertEquals(Set.of("b", "c"), fetched(a).silent());
    }

    @Test
    void aLoneNodesFetchIsAnsweredAtOnce() {
        TestNode a = world.add("a", true);
        a.create("waits", "for the disk");
        a.fetch("s");
        assertEquals(Set.of(), fetched(a).silent());
    }

    @Test
    void aPeerOfAnotherModelOnlyAnswersThatItKnows() {
        world.keygroupOf.put("b", "other");
        TestNode a = world.add("a", false, "b");
        TestNode b = world.add("b", false, "a");
        b.create("s1-1", "v");
        a.create("s3-1", "v");
        world.connect(a, b);
        world.settle();
        assertEquals(2, a.events(PeerEvent.Mismatch.class).size(), "once a connection");
        assertTrue(a.events(PeerEvent.Up.class).isEmpty());
        a.fetch("s1");
        world.settle();
        assertEquals(new Fetched(fetched(a).token(), Set.of(), 0, List.of("other print b"), false), fetched(a));
        a.fetch("s2");
        world.settle();
        assertEquals(List.of(), fetched(a).elsewhere());
        assertEquals(1, a.replica.items());
        for (int i = 0; i < 20; i++) {
            world.pass(Duration.ofSeconds(1));
            world.settle();
        }
        assertTrue(a.events(PeerEvent.Down.class).isEmpty(), "beats keep it open");
    }

    @Test
    void aSilentLinkIsBeatenAndThenGivenUp() {
        TestNode a = world.add("a", false, "b");
        TestNode b = world.add("b", false, "a");
        World.Wire wire = world.dial(a, b);
        world.settle();
        assertEquals(1, a.events(PeerEvent.Up.class).size());
        assertTrue(a.replica.allLinked());
        world.pass(Duration.ofSeconds(2));
        world.now = world.now.plusMillis(20);
        world.settle();
        assertEquals(Duration.ofMillis(20), a.events(PeerEvent.Measured.class).getFirst().roundTrip());
        wire.cut(false, false);
        world.pass(Duration.ofSeconds(2));
        world.pass(Duration.ofMillis(3999));
        assertTrue(a.events(PeerEvent.Down.class).isEmpty());
        world.pass(Duration.ofMillis(1));
        assertEquals(1, a.events(PeerEvent.Down.class).size());
        assertFalse(a.replica.allLinked());
        world.pass(Duration.ofMillis(4001));
        assertEquals(List.of(true, false), b.events(PeerEvent.Heard.class).stream().map(PeerEvent.Heard::open).toList());
    }

    @Test
    void aNewerLinkOfTheSamePeerReplacesTheOlder() {
        TestNode a = world.add("a", false, "b");
        TestNode b = world.add("b", false);
        World.Wire first = world.dial(a, b);
        world.settle();
        first.silent = true;
        world.dial(a, b);
        world.settle();
        assertFalse(first.toOpen);
        assertEquals(1, b.events(PeerEvent.Heard.class).size(), "it was heard all the time");
        a.create("k", "v");
        world.settle();
        assertEquals(1, b.replica.items());
    }

    @Test
    void anEarlierLifeOfAPeerIsNotHeardAnyMore() {
        TestNode a = world.add("a", false, "b");
        TestNode b = world.add("b", false, "a");
        World.Wire old = world.dial(b, a);
        world.settle();
        b.crash(0);
        b.start();
        assertTrue(old.toOpen, "nobody has told the end of it");
        world.dial(a, b);
        world.settle();
        assertFalse(old.toOpen);
        assertEquals(List.of(true, false), a.events(PeerEvent.Heard.class).stream().map(PeerEvent.Heard::open).toList());
    }

    @Test
    void aNodeDoesNotLinkToItself() {
        TestNode a = world.add("a", false, "a");
        world.dial(a, a);
        world.settle();
        assertTrue(a.events(PeerEvent.Down.class).getFirst().why().startsWith("closed"));
    }

    @Test
    void theStandingOfATombstone() {
        TestNode alone = world.add("alone", false);
        alone.create("d", "v");
        assertTrue(alone.replica.standing("d").safe());
        TestNode a = world.add("a", false, "b");
        TestNode b = world.add("b", false, "a");
        a.create("d", "v");
        assertFalse(a.replica.standing("d").safe());
        world.connect(a, b);
        world.settle();
        assertEquals(new Standing(true, false, false, true, true, false), a.replica.standing("d"));
        assertTrue(a.replica.standing("d").safe());
        assertFalse(a.replica.standing("nothing").safe());
        TestNode c = world.add("c", true, "a");
        a.create("d2", "v");
        world.connect(a, c);
        assertFalse(a.replica.standing("d2").safe(), "not at the durable one yet");
        world.settle();
        assertTrue(a.replica.standing("d2").heldByDurablePeer());
        PeerView view = a.replica.peers().getFirst();
        assertTrue(view.linked() && view.heard() && !view.durable());
        assertEquals(2, view.heldOfOwn());
    }
}
