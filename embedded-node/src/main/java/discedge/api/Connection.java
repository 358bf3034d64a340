package discedge.api;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * One client connection: its bytes on their way to Helidon, watched for the client's hanging up. Over HTTP/2 Helidon reads
 * all the time, and {@link Http2Resets} sees a stream's end. Over HTTP/1.1 nobody reads while a request is answered:
 * {@link #listen} does, and what it reads is kept for the next request.
 */
final class Connection implements Supplier<byte[]> {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final HelidonSocket socket;
    private final Http2Resets resets = new Http2Resets(this::streamReset);
    private final ConcurrentHashMap<Integer, HangUp> requests = new ConcurrentHashMap<>();
    private volatile boolean http2;
    // These two: the connection's own thread only.
    private byte[] first = new byte[0];
    private CompletableFuture<byte[]> ahead;
    private volatile boolean ended;

    Connection(String id, HelidonSocket socket) {
        this.id = id;
        this.socket = socket;
    }

    /** Reads as much as tells the protocol. True for HTTP/2. */
    boolean identify() {
        while (first.length < PREFACE.length && Arrays.equals(first, 0, first.length, PREFACE, 0, first.length)) {
            byte[] more = read();
            if (more == null) throw new CloseConnectionException("ended before the first request");
            int length = first.length;
            first = Arrays.copyOf(first, length + more.length);
            System.arraycopy(more, 0, first, length, more.length);
        }
        http2 = first.length >= PREFACE.length && Arrays.equals(first, 0, PREFACE.length, PREFACE, 0, PREFACE.length);
        return http2;
    }

    String id() {
        return id;
    }

    boolean http2() {
        return http2;
    }

    boolean busy() {
        return !requests.isEmpty();
    }

    /** Helidon's next bytes; null, which is Helidon's way, at the end. */
    @Override
    public byte[] get() {
        byte[] bytes = next();
        if (http2 && bytes != null) resets.feed(bytes);
        return bytes;
    }

    private byte[] next() {
        if (first.length > 0) {
            byte[] bytes = first;
            first = new byte[0];
            return bytes;
        }
        if (ahead == null) return read();
        try {
            return ahead.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerConnectionException("Interrupted", new SocketException("interrupted while reading"));
        } catch (ExecutionException e) {
            throw new ServerConnectionException("Failed to get data from socket", e.getCause());
        } finally {
            ahead = null;
        }
    }

    private byte[] read() {
        try {
            return socket.get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("Failed to get data from socket", e);
        }
    }

    /** Begins to hear hang-ups, where that is not so anyway. Only when the request is read to its end. */
    void listen() {
        if (http2 || ahead != null || first.length > 0) return;
        var reading = new CompletableFuture<byte[]>();
        ahead = reading;
        Thread.ofVirtual().name("hang-up-" + id).start(() -> {
            try {
                byte[] bytes = read();
                reading.complete(bytes);
                if (bytes == null) end();
            } catch (RuntimeException e) {
                reading.completeExceptionally(e);
                end();
            }
        });
    }

    /** A request begins. {@code number}: the stream's id in HTTP/2. */
    HangUp open(int number) {
        var hangUp = new HangUp();
        requests.put(number, hangUp);
        if (ended) hangUp.happened();
        return hangUp;
    }

    void close(int number) {
        requests.remove(number);
    }

    private void streamReset(int stream) {
        HangUp hangUp = requests.get(stream);
        if (hangUp != null) hangUp.happened();
    }

    /** No byte comes or goes any more. */
    void end() {
        ended = true;
        requests.values().forEach(HangUp::happened);
    }

    /** Cuts the connection: nothing more is sent. */
    void cut() {
        try {
            socket.close();
        } catch (UncheckedIOException e) {
            // Closed already.
        }
        end();
    }

    /** What to do when the client of one request hangs up. */
    static final class HangUp {
        private boolean happened;
        private Runnable action = () -> {};

        synchronized void happened() {
            if (happened) return;
            happened = true;
            action.run();
        }

        /** Runs at once if it happened before. */
        synchronized void then(Runnable action) {
            this.action = action;
            if (happened) action.run();
        }

        synchronized boolean hasHappened() {
            return happened;
        }
    }
}
