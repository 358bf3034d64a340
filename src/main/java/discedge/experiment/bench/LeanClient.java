package discedge.experiment.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * HTTP/1.1 on one kept-alive loopback connection, by hand: a library's own time would be counted as the node's. It knows only
 * answers that say their length. For one thread at a time.
 */
final class LeanClient implements AutoCloseable {
    private static final int LARGEST = 1 << 20;
    private static final String LENGTH = "content-length:";

    private final String host;
    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST);
    private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST);

    /**
     * An answer.
     *
     * @param nanos from before the request's first byte was written to when its last byte was read
     */
    record Reply(int status, String body, long nanos) {}

    LeanClient(int port) throws IOException {
        host = "127.0.0.1:" + port;
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /**
     * Sends a request and reads its answer to the end.
     *
     * @throws InterruptedException if this thread is interrupted; the connection is closed then
     */
    Reply post(String path, String json) throws IOException, InterruptedException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        return exchange(head, body);
    }

    Reply delete(String path) throws IOException, InterruptedException {
        return exchange("DELETE " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n", new byte[0]);
    }

    private Reply exchange(String head, byte[] body) throws IOException, InterruptedException {
        out.clear().put(head.getBytes(StandardCharsets.US_ASCII)).put(body).flip();
        in.clear();
        try {
            long from = System.nanoTime();
            while (out.hasRemaining()) channel.write(out);
            int bodyFrom = readHead();
            String answerHead = text(0, bodyFrom);
            int end = bodyFrom + length(answerHead);
            while (in.position() < end) readMore();
            long to = System.nanoTime();
            return new Reply(Integer.parseInt(answerHead.substring(9, 12)), text(bodyFrom, end), to - from);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("interrupted while a node was asked");
        }
    }

    /** Reads at least up to the empty line; returns the place behind it. */
    private int readHead() throws IOException {
        for (int at = 0; ; ) {
            readMore();
            for (; at + 3 < in.position(); at++)
                if (in.get(at) == '\r' && in.get(at + 1) == '\n' && in.get(at + 2) == '\r' && in.get(at + 3) == '\n') return at + 4;
        }
    }

    private void readMore() throws IOException {
        if (channel.read(in) < 0) throw new EOFException("the node at " + host + " closed the connection in mid-answer");
    }

    private static int length(String head) throws IOException {
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(LENGTH);
        if (at < 0) throw new IOException("an answer without its length: " + head);
        return Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf('\r', at)).strip());
    }

    private String text(int from, int to) {
        byte[] bytes = new byte[to - from];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
