package discedge.lab.link;

import static discedge.lab.link.Ends.broken;
import static discedge.lab.link.Ends.quiet;
import static discedge.lab.link.Ends.receive;
import static discedge.lab.link.Ends.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {
    private Ends ends;
    private Link link;

    @BeforeEach
    void open() throws IOException {
        ends = new Ends(1);
        link = ends.link;
    }

    @AfterEach
    void close() throws IOException {
        ends.close();
    }

    @Test
    void aPerfectLinkCarriesBytesBothWays() throws IOException {
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "question");
            assertEquals("question", receive(b, 8));
            send(b, "answer");
            assertEquals("answer", receive(a, 6));
        }
    }

    @Test
    void eachDirectionTakesAtLeastItsOwnDelay() throws IOException {
        link.set(Direction.FORWARD, LinkProperties.delayed(Duration.ofMillis(30)));
        link.set(Direction.BACKWARD, LinkProperties.delayed(Duration.ofMillis(50)));
        long dialled = System.nanoTime();
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "x");
            receive(b, 1);
            assertTrue(since(dialled) >= 110, "connecting takes a round trip before the first byte departs, as in TCP");
            long sent = System.nanoTime();
            send(a, "x");
            receive(b, 1);
            long arrived = System.nanoTime();
            assertTrue(since(sent) >= 30);
            send(b, "y");
            receive(a, 1);
            assertTrue(since(arrived) >= 50);
        }
    }

    @Test
    void jitterNeverChangesTheOrderWithinAConnection() throws Exception {
        link.set(new LinkProperties(Duration.ofMillis(1), Duration.ofMillis(4), 0, Cut.NONE));
        int messages = 500;
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            var sent = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < messages; i++) a.getOutputStream().write(ByteBuffer.allocate(4).putInt(i).array());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            for (int i = 0; i < messages; i++) assertEquals(i, ByteBuffer.wrap(b.getInputStream().readNBytes(4)).getInt());
            sent.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void bandwidthIsSharedByTheConnectionsOfADirection() throws Exception {
        link.set(Direction.FORWARD, LinkProperties.PERFECT.withBytesPerSecond(400_000));
        byte[] half = new byte[50_000];
        try (Socket a1 = ends.dial(); Socket b1 = ends.accept(); Socket a2 = ends.dial(); Socket b2 = ends.accept()) {
            long began = System.nanoTime();
            a1.getOutputStream().write(half);
            a2.getOutputStream().write(half);
            assertEquals(half.length, b1.getInputStream().readNBytes(half.length).length);
            assertEquals(half.length, b2.getInputStream().readNBytes(half.length).length);
            assertTrue(since(began) >= 250, "100 kB at 400 kB/s take 250 ms, took " + since(began));
        }
    }

    @Test
    void aCleanCutResetsOpenConnectionsAndRefusesNewOnesUntilItHeals() throws IOException {
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "x");
            receive(b, 1);
            link.cut(Direction.BACKWARD, Cut.CLEAN);
            assertTrue(broken(a), "the dialler sees a reset");
            assertTrue(broken(b), "the target sees a reset");
        }
        assertThrows(IOException.class, () -> {
            try (Socket refused = ends.dial()) {
                assertTrue(broken(refused));
                throw new IOException("accepted and reset at once");
            }
        });
        link.cut(Cut.NONE);
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "again");
            assertEquals("again", receive(b, 5));
        }
    }

    @Test
    void aSilentCutHoldsEverythingAndLosesNothing() throws IOException {
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "before ");
            assertEquals("before ", receive(b, 7));
            link.cut(Cut.SILENT);
            send(a, "during ");
            send(b, "back");
            try (Socket late = ends.dial()) {
                send(late, "late");
                late.shutdownOutput();
                assertTrue(quiet(b) && quiet(a) && quiet(late), "nothing comes and nothing is closed");
                link.cut(Cut.NONE);
                assertEquals("during ", receive(b, 7));
                assertEquals("back", receive(a, 4));
                try (Socket accepted = ends.accept()) {
                    assertEquals("late", receive(accepted, 5));
                }
            }
        }
    }

    @Test
    void aSilentCutOfOneWayLeavesTheOtherOpen() throws IOException {
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "x");
            receive(b, 1);
            link.cut(Direction.FORWARD, Cut.SILENT);
            send(a, "held");
            send(b, "through");
            assertEquals("through", receive(a, 7));
            assertTrue(quiet(b));
            link.cut(Direction.FORWARD, Cut.NONE);
            assertEquals("held", receive(b, 4));
        }
    }

    @Test
    void aLongSilentCutHoldsNoMoreThanAWindow() throws Exception {
        byte[] much = new byte[24 << 20];
        much[much.length - 1] = 7;
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            link.cut(Cut.SILENT);
            var sent = CompletableFuture.runAsync(() -> {
                try {
                    a.getOutputStream().write(much);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertTrue(quiet(b));
            assertTrue(link.bytes(Direction.FORWARD) <= Pipe.WINDOW + (2 << 14));
            link.cut(Cut.NONE);
            assertEquals(7, b.getInputStream().readNBytes(much.length)[much.length - 1]);
            sent.get(20, TimeUnit.SECONDS);
            assertEquals(much.length, link.bytes(Direction.FORWARD));
        }
    }

    @Test
    void aChangeReachesWhatIsUnderWay() throws IOException {
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "x");
            receive(b, 1);
            link.set(Direction.FORWARD, LinkProperties.delayed(Ends.LONG));
            send(a, "slow");
            assertTrue(quiet(b));
            link.set(Direction.FORWARD, LinkProperties.PERFECT.withBytesPerSecond(1));
            assertEquals("s", receive(b, 1), "it had departed, so the new bandwidth does not hold it");
            receive(b, 3);
            send(a, "x".repeat(1_000));
            assertTrue(quiet(b));
            link.set(LinkProperties.PERFECT);
            assertEquals(1_000, receive(b, 1_000).length());
        }
    }

    @Test
    void otherLinksAreNotAffected() throws IOException {
        try (var other = new Ends(2); Socket a = other.dial(); Socket b = other.accept()) {
            link.set(new LinkProperties(Ends.LONG, Duration.ZERO, 1, Cut.SILENT));
            send(a, "free");
            assertEquals("free", receive(b, 4));
            assertEquals(LinkCounts.ZERO, link.counts());
        }
    }

    @Test
    void countsAreExactAndTellSetUpFromTraffic() throws IOException {
        LinkRelay back = link.relay(Direction.BACKWARD, (InetSocketAddress) ends.server.getLocalSocketAddress());
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "set-up");
            receive(b, 6);
            LinkCounts connected = link.counts();
            assertEquals(new LinkCounts(6, 0, 1), connected);
            send(a, "12345");
            receive(b, 5);
            send(b, "123");
            receive(a, 3);
            try (Socket dialledFromB = new Socket(back.address().getAddress(), back.port()); Socket atA = ends.accept()) {
                send(dialledFromB, "1234567");
                receive(atA, 7);
            }
            LinkCounts traffic = link.counts().since(connected);
            assertEquals(new LinkCounts(5, 10, 1), traffic);
            assertEquals(15, traffic.bytes());
            assertEquals(link.counts(), connected.plus(traffic));
        }
    }

    @Test
    void anEndOfOneWayLeavesTheOtherOpen() throws IOException {
        link.set(LinkProperties.delayed(Duration.ofMillis(2)));
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "all");
            a.shutdownOutput();
            assertEquals("all", receive(b, 4), "three bytes, then the end");
            send(b, "reply");
            b.close();
            assertEquals("reply", receive(a, 6));
        }
    }

    @Test
    void aResetReachesTheOtherEndAfterWhatWasSentBefore() throws IOException {
        link.set(LinkProperties.delayed(Duration.ofMillis(2)));
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "x");
            receive(b, 1);
            b.setSoLinger(true, 0);
            b.close();
            assertTrue(broken(a));
        }
    }

    @Test
    void aDiallerIsResetWhenNothingListensAtTheTargetAndServedWhenItMoves() throws IOException {
        InetSocketAddress alive = ends.relay.target();
        try (var dead = new java.net.ServerSocket(0)) {
            ends.relay.target(new InetSocketAddress(dead.getInetAddress(), dead.getLocalPort()));
        }
        try (Socket a = ends.dial()) {
            assertTrue(broken(a));
        }
        ends.relay.target(alive);
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            send(a, "moved");
            assertEquals("moved", receive(b, 5));
        }
    }

    @Test
    void closingEndsConnectionsAndPorts() throws IOException {
        try (Socket a = ends.dial(); Socket b = ends.accept()) {
            link.set(new LinkProperties(Ends.LONG, Ends.LONG, 1, Cut.SILENT));
            send(a, "x");
            link.close();
            assertTrue(broken(a) && broken(b));
            assertEquals(0, link.open());
        }
        long before = link.counts().connections();
        try {
            ends.dial().close();
        } catch (IOException refused) {
            return;
        }
        assertEquals(before, link.counts().connections(), "another program may have the port by now; this link has not");
    }

    @Test
    void propertiesThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> LinkProperties.delayed(Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> LinkProperties.PERFECT.withBytesPerSecond(-1));
        assertEquals(Cut.SILENT, Cut.ofWord("silent"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Cut.ofWord("dirty")).getMessage().contains("clean"));
    }

    private static long since(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
