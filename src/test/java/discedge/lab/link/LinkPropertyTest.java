package discedge.lab.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LinkPropertyTest {
    private static final int MEGABYTE = 1 << 20;

    /** Whatever is done to a link, short of a clean cut, TCP's promise holds: all bytes, in order, then the end. */
    @Test
    void aMegabyteEachWayArrivesIntactWhileTheLinkChanges() throws Exception {
        long seed = Long.getLong("discedge.seed", System.nanoTime());
        var random = new SplittableRandom(seed);
        byte[] out = new byte[MEGABYTE];
        byte[] back = new byte[MEGABYTE];
        random.nextBytes(out);
        random.nextBytes(back);
        try (var ends = new Ends(seed); Socket a = ends.dial(); Socket b = ends.accept()) {
            ends.link.set(properties(random).withCut(Cut.NONE));
            var sendsOut = send(a, out);
            var sendsBack = send(b, back);
            var readsBack = read(a);
            var readsOut = read(b);
            for (int i = 0; i < 60 && !(readsOut.isDone() && readsBack.isDone()); i++) {
                ends.link.set(random.nextBoolean() ? Direction.FORWARD : Direction.BACKWARD, properties(random));
                // Only so that the changes fall between the bytes; nothing is asserted on it.
                LockSupport.parkNanos(10_000_000);
            }
            ends.link.set(LinkProperties.PERFECT);
            String message = "to replay: -Ddiscedge.seed=" + seed;
            assertArrayEquals(out, readsOut.get(20, TimeUnit.SECONDS), message);
            assertArrayEquals(back, readsBack.get(20, TimeUnit.SECONDS), message);
            sendsOut.get(20, TimeUnit.SECONDS);
            sendsBack.get(20, TimeUnit.SECONDS);
            assertEquals(MEGABYTE, ends.link.bytes(Direction.FORWARD), message);
            assertEquals(MEGABYTE, ends.link.bytes(Direction.BACKWARD), message);
        }
    }

    private static LinkProperties properties(SplittableRandom random) {
        Cut cut = random.nextInt(4) == 0 ? Cut.SILENT : Cut.NONE;
        // Slow enough that the megabyte meets most of the changes.
        long limit = random.nextLong(400_000, 4_000_000);
        return new LinkProperties(Duration.ofMillis(random.nextInt(20)), Duration.ofMillis(random.nextInt(10)), limit, cut);
    }

    private static CompletableFuture<Void> send(Socket socket, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, Thread::startVirtualThread);
    }

    private static CompletableFuture<byte[]> read(Socket socket) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, Thread::startVirtualThread);
    }
}
