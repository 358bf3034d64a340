package discedge.lab.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The one port that a FReD node advertises to the others: what they send goes on through the link of the one that dialled. */
final class PeerGate implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PeerGate.class.getName());

    /** Where a connection goes. */
    interface Router {
        /** @param from the port that it comes from; empty = it cannot pass */
        Optional<InetSocketAddress> route(int from) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Router router = _ -> Optional.empty();

    /** @param name for its threads */
    PeerGate(String name) throws IOException {
        Thread.ofPlatform().daemon().name("gate " + name).start(this::accept);
    }

    void route(Router how) {
        router = how;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Thread.ofVirtual().start(() -> pass(near));
            } catch (IOException e) {
                if (!server.isClosed()) LOG.log(System.Logger.Level.DEBUG, "a connection was gone before it was taken: " + e.getMessage());
            }
        }
    }

    private void pass(Socket near) {
        try {
            Optional<InetSocketAddress> target = router.route(near.getPort());
            if (target.isEmpty()) {
                near.close();
                return;
            }
            var far = new Socket();
            open.add(near);
            open.add(far);
            far.connect(target.get());
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> copy(near, far));
            copy(far, near);
        } catch (IOException e) {
            end(near);
        }
    }

    private void copy(Socket from, Socket to) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One side is gone; closing both says so to the other.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection could not be closed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a port could not be closed: " + e.getMessage());
        }
        open.forEach(PeerGate::end);
    }
}
