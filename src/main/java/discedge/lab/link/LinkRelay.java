package discedge.lab.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A port at one end of a link; what connects to it is connected through the link to the target. */
public final class LinkRelay implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final long AFTER_FAILURE_NANOS = 10_000_000;

    private final ServerSocket listener;
    private volatile InetSocketAddress target;

    /** Listens on a free port of the loopback interface. */
    LinkRelay(InetSocketAddress target) throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), target);
    }

    /** @throws IOException if the port is taken or the address is not this machine's; the message names it */
    LinkRelay(InetSocketAddress listen, InetSocketAddress target) throws IOException {
        this.target = target;
        listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(listen, BACKLOG);
        } catch (IOException e) {
            listener.close();
            if (listen.getPort() == 0) throw new IOException("no free port can be had on " + listen.getHostString() + " (" + e.getMessage()
                    + "); end programs that hold very many connections, or raise the limit of open files", e);
            throw new IOException("Cannot listen on " + listen.getHostString() + ":" + listen.getPort() + ": " + e.getMessage()
                    + ". End the program that uses the port, or choose another one.", e);
        }
    }

    /** The address to dial. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** The port to dial. */
    public int port() {
        return listener.getLocalPort();
    }

    public InetSocketAddress target() {
        return target;
    }

    /** Connections made from now on go there; open ones stay where they are. */
    public void target(InetSocketAddress target) {
        this.target = target;
    }

    /** Takes connections until closed; a thread's life. */
    void accept(Consumer<Socket> connected) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                connected.accept(socket);
            } catch (IOException e) {
                // Closed, or the dialler was gone before it was accepted, or no more files may be open: the next one may come.
                if (!listener.isClosed()) LockSupport.parkNanos(AFTER_FAILURE_NANOS);
            }
        }
    }

    /** Takes no more connections; open ones go on until their link closes. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("port " + port() + " of a link could not be closed", e);
        }
    }
}
