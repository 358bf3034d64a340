package discedge.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.fred.LinkId;
import discedge.fred.Origin;
import discedge.fred.PeerMessage;
import discedge.fred.StoredItem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerLinksTest {
    private static final LinkSettings QUICK = LinkSettings.usual().withSteadyAfter(Duration.ZERO);

    private final List<PeerLinks> all = new ArrayList<>();
    private final Heard a = new Heard();
    private final Heard b = new Heard();

    @AfterEach
    void stop() {
        all.forEach(PeerLinks::kill);
    }

    @Test
    void bothSidesOpenGreetAndTalk() throws Exception {
        PeerLinks nodeB = open(b, 0);
        PeerLinks nodeA = open(a, 0);
        nodeA.addPeer(nodeB.address());

        LinkId up = a.next(Heard.Opened.class).link();
        LinkId down = b.next(Heard.Opened.class).link();
        assertTrue(up.dialled());
        assertEquals(nodeB.address(), up.address());
        assertFalse(down.dialled());

        nodeA.send(up, hello("A"));
        assertEquals(new Heard.Got(down, hello("A")), b.next(Heard.Got.class));
        nodeB.send(down, hello("B"));
        nodeB.send(down, new PeerMessage.Beat(4));
        assertEquals(new Heard.Got(up, hello("B")), a.next(Heard.Got.class));
        assertEquals(new Heard.Got(up, new PeerMessage.Beat(4)), a.next(Heard.Got.class));
    }

    @Test
    void tenThousandSmallMessagesFromTwoThreadsArriveEachInItsOrder() throws Exception {
        Pair pair = pair();
        Thread other = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 5_000; i++) pair.nodeA.send(pair.up, new PeerMessage.BeatBack(i));
        });
        for (int i = 0; i < 5_000; i++) pair.nodeA.send(pair.up, new PeerMessage.Beat(i));
        int beats = 0;
        int backs = 0;
        while (beats + backs < 10_000) {
            switch (b.next(Heard.Got.class).message()) {
                case PeerMessage.Beat(long id) -> assertEquals(beats++, id);
                case PeerMessage.BeatBack(long id) -> assertEquals(backs++, id);
                case PeerMessage unexpected -> throw new AssertionError(unexpected);
            }
        }
        other.join();
    }

    @Test
    void anItemOfFourMegabytesPassesAndOneThatIsTooLargeIsRefusedAtOnce() throws Exception {
        Pair pair = pair();
        byte[] value = new byte[4 << 20];
        new SplittableRandom(1).nextBytes(value);
        pair.nodeA.send(pair.up, item(1, value));
        PeerMessage.Item got = (PeerMessage.Item) b.next(Heard.Got.class).message();
        assertArrayEquals(value, got.item().value());
        assertThrows(IllegalArgumentException.class, () -> pair.nodeA.send(pair.up, item(2, new byte[PeerLinks.LARGEST_MESSAGE])));
        pair.nodeA.send(pair.up, new PeerMessage.Beat(1));
        assertEquals(new PeerMessage.Beat(1), b.next(Heard.Got.class).message());
    }

    @Test
    void aPeerThatIsKilledAndStartsAgainOnItsPortIsLinkedAgain() throws Exception {
        Pair pair = pair();
        int port = pair.nodeB.port();
        pair.nodeB.kill();
        Heard.Closed closed = a.next(Heard.Closed.class);
        assertEquals(pair.up, closed.link());
        assertEquals(Duration.ZERO, closed.retryIn(), "a steady link that is lost is dialled again at once");
        Heard.Unreachable refused = a.next(Heard.Unreachable.class);
        assertTrue(refused.retryIn().compareTo(Duration.ofMillis(50)) <= 0 && refused.retryIn().isPositive(), "" + refused.retryIn());
        assertTrue(b.news.isEmpty(), () -> "the killed node heard " + b.news);

        Heard again = new Heard();
        PeerLinks restarted = open(again, port);
        LinkId up = a.until(Heard.Opened.class).link();
        LinkId down = again.next(Heard.Opened.class).link();
        assertFalse(up.equals(pair.up));
        pair.nodeA.send(pair.up, new PeerMessage.Beat(1)); // the link that is gone: ignored
        pair.nodeA.send(up, hello("A"));
        assertEquals(new Heard.Got(down, hello("A")), again.next(Heard.Got.class));
        restarted.kill();
    }

    @Test
    void aDiallerThatIsKilledIsGoneForThePeerAtOnceAndHearsNothingMore() throws Exception {
        Pair pair = pair();
        pair.nodeA.kill();
        assertEquals(pair.down, b.next(Heard.Closed.class).link());
        pair.nodeA.send(pair.up, new PeerMessage.Beat(1));
        pair.nodeA.kill();
        pair.nodeA.close();
        assertTrue(a.news.isEmpty(), () -> "the killed node heard " + a.news);
    }

    @Test
    void aLinkThatIsClosedDeliversWhatWasSentThenClosesOnBothSidesAndIsDialledAgain() throws Exception {
        Pair pair = pair();
        for (int i = 0; i < 200; i++) pair.nodeA.send(pair.up, new PeerMessage.Beat(i));
        pair.nodeA.close(pair.up, "enough");
        pair.nodeA.send(pair.up, new PeerMessage.Beat(999));
        for (int i = 0; i < 200; i++) assertEquals(new PeerMessage.Beat(i), b.next(Heard.Got.class).message());
        assertEquals(pair.down, b.next(Heard.Closed.class).link());
        assertEquals("enough", a.next(Heard.Closed.class).why());
        LinkId up = a.next(Heard.Opened.class).link();
        LinkId down = b.next(Heard.Opened.class).link();

        pair.nodeB.send(down, hello("B"));
        pair.nodeB.close(down, "another model");
        assertEquals(new Heard.Got(up, hello("B")), a.next(Heard.Got.class));
        assertEquals("the peer closed the link: another model", a.next(Heard.Closed.class).why());
        assertEquals("another model", b.next(Heard.Closed.class).why());
    }

    @Test
    void aNodeThatStopsDeliversWhatItSentBefore() throws Exception {
        Pair pair = pair();
        for (int i = 0; i < 1_000; i++) pair.nodeA.send(pair.up, new PeerMessage.Beat(i));
        pair.nodeA.close();
        for (int i = 0; i < 1_000; i++) assertEquals(new PeerMessage.Beat(i), b.next(Heard.Got.class).message());
        assertEquals(pair.down, b.next(Heard.Closed.class).link());
        assertEquals(new Heard.Closed(pair.up, "this node stops", Duration.ZERO), a.next(Heard.Closed.class));
        assertTrue(a.news.isEmpty(), () -> "after it stopped the node heard " + a.news);
    }

    @Test
    void aPeerThatIsRemovedIsDialledNoMore() throws Exception {
        Pair pair = pair();
        pair.nodeA.removePeer(pair.nodeB.address());
        assertEquals(new Heard.Closed(pair.up, "the peer was removed", Duration.ZERO), a.next(Heard.Closed.class));
        b.next(Heard.Closed.class);
        pair.nodeA.redialNow(pair.nodeB.address());
        // Added anew it comes back; had it been dialled in between, B would hold another link already.
        pair.nodeA.addPeer(pair.nodeB.address());
        a.next(Heard.Opened.class);
        b.next(Heard.Opened.class);
        assertTrue(b.news.isEmpty());
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsGivenUpAndDialledAgain() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            PeerLinks nodeA = open(a, 0, QUICK.withHelloWithin(Duration.ofMillis(200)));
            nodeA.addPeer("127.0.0.1:" + silent.getLocalPort());
            for (int i = 0; i < 2; i++) {
                Heard.Unreachable news = a.next(Heard.Unreachable.class);
                assertEquals("the peer said nothing for 200 ms", news.why());
                assertTrue(news.retryIn().isPositive());
            }
        }
    }

    @Test
    void aSilentCutIsGivenUpFromThisSideAndLinkedAgainWhenItHeals() throws Exception {
        PeerLinks nodeB = open(b, 0);
        PeerLinks nodeA = open(a, 0, QUICK.withHelloWithin(Duration.ofMillis(200)));
        try (CountingRelay relay = new CountingRelay(nodeB.port())) {
            b.greeting = (link, dialled) -> nodeB.send(link, hello("B"));
            nodeA.addPeer(relay.address());
            LinkId up = a.next(Heard.Opened.class).link();
            a.next(Heard.Got.class);
            relay.silent(true);
            nodeA.send(up, hello("A"));
            nodeA.close(up, "no beat came back");
            assertEquals(new Heard.Closed(up, "no beat came back", Duration.ZERO), a.next(Heard.Closed.class));
            assertEquals("the peer said nothing for 200 ms", a.next(Heard.Unreachable.class).why());
            LinkId down = b.next(Heard.Opened.class).link();
            nodeB.close(down, "no beat came back");
            assertEquals(new Heard.Closed(down, "no beat came back", Duration.ZERO), b.next(Heard.Closed.class));
            relay.silent(false);
            a.until(Heard.Opened.class);
        }
    }

    @Test
    void aStreamOnWhichNobodyGreetsIsClosed() throws Exception {
        PeerLinks nodeB = open(b, 0, QUICK.withHelloWithin(Duration.ofMillis(200)));
        PeerLinks nodeA = open(a, 0, QUICK);
        nodeA.addPeer(nodeB.address());
        b.next(Heard.Opened.class);
        assertEquals("the peer said nothing for 200 ms", b.next(Heard.Closed.class).why());
        a.next(Heard.Opened.class);
        assertEquals("the peer closed the link: the peer said nothing for 200 ms", a.next(Heard.Closed.class).why());
    }

    @Test
    void aWishToDialNowDoesNotWaitForTheNextTry() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        Duration hour = Duration.ofHours(1);
        LinkSettings patient = new LinkSettings(Duration.ofSeconds(1), Duration.ofSeconds(5), hour, hour, Duration.ZERO, hour);
        PeerLinks nodeA = open(a, 0, patient);
        nodeA.addPeer("127.0.0.1:" + port);
        Heard.Unreachable refused = a.next(Heard.Unreachable.class);
        assertEquals("connection refused: nothing listens there", refused.why());
        assertTrue(refused.retryIn().compareTo(Duration.ofMinutes(30)) > 0);
        open(b, port);
        nodeA.redialNow("127.0.0.1:" + port);
        a.next(Heard.Opened.class);
        nodeA.redialAll(); // a link that stands is left alone
        b.next(Heard.Opened.class);
        assertTrue(a.news.isEmpty() && b.news.isEmpty());
    }

    @Test
    void aTakenPortIsNamedWithWhatToDo() throws Exception {
        PeerLinks first = open(a, 0);
        String message = assertThrows(IOException.class, () -> open(b, first.port())).getMessage();
        assertEquals("The replica port " + first.port() + " on 127.0.0.1 is taken by another program: choose another port,"
                + " or 0 for any that is free.", message);
    }

    @Test
    void aPeerWithoutAPortIsRefused() throws Exception {
        PeerLinks nodeA = open(a, 0);
        for (String wrong : List.of("", "host", "host:", ":7000", "host:0", "host:70000", "host:http")) {
            assertThrows(IllegalArgumentException.class, () -> nodeA.addPeer(wrong), wrong);
        }
    }

    @Test
    void theWaitBetweenDialsGrowsToItsLimitAndStartsOverAfterASteadyLink() {
        Backoff backoff = new Backoff(LinkSettings.usual(), new SplittableRandom(7));
        Duration last = Duration.ZERO;
        for (int i = 0; i < 40; i++) {
            last = backoff.afterFailure();
            assertTrue(last.compareTo(Duration.ofSeconds(2)) <= 0 && last.compareTo(Duration.ofMillis(37)) > 0, "" + last);
        }
        assertTrue(last.compareTo(Duration.ofMillis(1_500)) >= 0, "" + last);
        assertTrue(backoff.afterLoss(Duration.ofMillis(3)).compareTo(Duration.ofSeconds(1)) > 0, "a link that fell at once is no success");
        assertEquals(Duration.ZERO, backoff.afterLoss(Duration.ofSeconds(3)));
        assertTrue(backoff.afterFailure().compareTo(Duration.ofMillis(50)) <= 0);
    }

    private record Pair(PeerLinks nodeA, LinkId up, PeerLinks nodeB, LinkId down) {}

    /** A has dialled B, and both have greeted. */
    private Pair pair() throws Exception {
        PeerLinks nodeB = open(b, 0);
        PeerLinks nodeA = open(a, 0);
        nodeA.addPeer(nodeB.address());
        Pair pair = new Pair(nodeA, a.next(Heard.Opened.class).link(), nodeB, b.next(Heard.Opened.class).link());
        nodeA.send(pair.up, hello("A"));
        b.next(Heard.Got.class);
        nodeB.send(pair.down, hello("B"));
        a.next(Heard.Got.class);
        return pair;
    }

    private PeerLinks open(Heard heard, int port) throws IOException {
        return open(heard, port, QUICK);
    }

    private PeerLinks open(Heard heard, int port, LinkSettings settings) throws IOException {
        PeerLinks links = PeerLinks.open("127.0.0.1", port, heard, new SplittableRandom(port), settings);
        all.add(links);
        return links;
    }

    private static PeerMessage.Hello hello(String node) {
        return new PeerMessage.Hello(node, 1, false, "k", "f");
    }

    private static PeerMessage.Item item(long number, byte[] value) {
        return new PeerMessage.Item(new StoredItem("k" + number, value, new Origin("A", 1), number), false);
    }
}
