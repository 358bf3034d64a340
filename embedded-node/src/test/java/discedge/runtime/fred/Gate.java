package discedge.runtime.fred;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes TCP on to a port of this machine, or not: shut, it ends what is open and takes nothing new. */
final class Gate implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean shut;

    Gate() throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    pass(server.accept());
                } catch (IOException e) {
                    // The one that dialled is gone, or this gate is.
                }
            }
        });
    }

    void target(int port) {
        target = port;
    }

    int port() {
        return server.getLocalPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    void shut() {
        shut = true;
        open.forEach(Gate::end);
    }

    void open() {
        shut = false;
    }

    private void pass(Socket near) throws IOException {
        var far = new Socket();
        open.add(near);
        open.add(far);
        if (shut || target == 0) {
            end(near);
            return;
        }
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) {
            end(near);
            return;
        }
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> copy(near, far));
        Thread.ofVirtual().start(() -> copy(far, near));
        if (shut) {
            end(near);
            end(far);
        }
    }

    private void copy(Socket from, Socket to) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // one side is gone; closing both says so to the other
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        shut();
    }
}
