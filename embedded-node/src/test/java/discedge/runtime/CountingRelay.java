package discedge.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Passes TCP on to a port of this machine and counts the payload of each direction; silent, it swallows everything, ends too. */
final class CountingRelay implements AutoCloseable {
    final AtomicLong up = new AtomicLong();
    final AtomicLong down = new AtomicLong();
    private volatile boolean silent;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    CountingRelay(int target) throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket near = server.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                    near.setTcpNoDelay(true);
                    far.setTcpNoDelay(true);
                    Thread.ofVirtual().start(() -> pass(near, far, up));
                    Thread.ofVirtual().start(() -> pass(far, near, down));
                } catch (IOException e) {
                    if (!server.isClosed()) throw new UncheckedIOException(e);
                }
            }
        });
    }

    synchronized void silent(boolean swallow) {
        silent = swallow;
        notifyAll();
    }

    private synchronized void awaitSound() {
        try {
            while (silent) wait();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void pass(Socket from, Socket to, AtomicLong count) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[64 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                count.addAndGet(n);
                if (!silent) out.write(buffer, 0, n);
            }
            awaitSound();
        } catch (IOException e) {
            // one side is gone; closing both says so to the other
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
