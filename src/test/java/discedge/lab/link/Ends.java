package discedge.lab.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;

/** A link from {@code a} to {@code b} with a server at {@code b}: what the tests put in its two ends. */
final class Ends implements AutoCloseable {
    static final Duration LONG = Duration.ofHours(1);
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MOMENT_MILLIS = 100;

    final ServerSocket server;
    final Link link;
    final LinkRelay relay;

    Ends(long seed) throws IOException {
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        link = new Link("a", "b", new SplittableRandom(seed));
        relay = link.relay(Direction.FORWARD, (InetSocketAddress) server.getLocalSocketAddress());
    }

    Socket dial() throws IOException {
        return patient(new Socket(InetAddress.getLoopbackAddress(), relay.port()));
    }

    Socket accept() throws IOException {
        return patient(server.accept());
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    static String receive(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    /** True if nothing comes for a moment, neither bytes nor an end. */
    static boolean quiet(Socket socket) throws IOException {
        socket.setSoTimeout(MOMENT_MILLIS);
        try {
            socket.getInputStream().read();
            return false;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** True if the connection breaks, with a reset and not an orderly end. */
    static boolean broken(Socket socket) {
        try {
            socket.getInputStream().read();
            return false;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static Socket patient(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    @Override
    public void close() throws IOException {
        link.close();
        server.close();
    }
}
