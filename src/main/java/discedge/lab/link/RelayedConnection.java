package discedge.lab.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A connection through a link: the dialler's socket, the target's, and a pipe each way. */
final class RelayedConnection {
    private static final int CONNECT_MILLIS = 5_000;

    private final Socket dialler;
    private final Socket target = new Socket();
    private final Supplier<InetSocketAddress> address;
    private final Lane out;
    private final Lane back;
    private final Pipe outward;
    private final Pipe backward;
    private final Consumer<RelayedConnection> whenClosed;
    private final long acceptedAt = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile Thread dialling;

    /**
     * @param out the lane from the dialler to the target
     * @param address of the target, asked for when the connection gets there
     */
    RelayedConnection(Socket dialler, Supplier<InetSocketAddress> address, Lane out, Lane back, Consumer<RelayedConnection> whenClosed) {
        this.dialler = dialler;
        this.address = address;
        this.out = out;
        this.back = back;
        this.whenClosed = whenClosed;
        outward = new Pipe(this, out, dialler, target);
        backward = new Pipe(this, back, target, dialler);
    }

    void start(ThreadFactory threads) {
        threads.newThread(outward::read).start();
        threads.newThread(backward::deliver).start();
        threads.newThread(() -> {
            if (dial()) {
                threads.newThread(backward::read).start();
                outward.deliver();
            }
        }).start();
    }

    boolean closed() {
        return closed.get();
    }

    Pipe opposite(Pipe pipe) {
        return pipe == outward ? backward : outward;
    }

    void wake() {
        LockSupport.unpark(dialling);
        outward.wake();
        backward.wake();
    }

    /** One of the pipes has delivered its sender's end; after both, the connection is over. */
    void ended() {
        if (ended.incrementAndGet() == 2) close(false);
    }

    /** Both ends see a reset, at once. */
    void abort() {
        close(true);
    }

    /**
     * Connects as TCP does, which needs both ways: the first packet takes the way out, its answer the way back, and only
     * then the dialler's bytes depart.
     */
    private boolean dial() {
        dialling = Thread.currentThread();
        while (!closed()) {
            long left = Lane.later(out.arrivesAt(acceptedAt), back.arrivesAt(acceptedAt) - back.delayNanos()) - System.nanoTime();
            if (out.silent() || back.silent()) LockSupport.park(this);
            else if (left > 0) LockSupport.parkNanos(this, left);
            else return connect();
        }
        return false;
    }

    private boolean connect() {
        try {
            target.setOption(StandardSocketOptions.TCP_NODELAY, true);
            target.connect(address.get(), CONNECT_MILLIS);
        } catch (IOException e) {
            long now = System.nanoTime();
            backward.open(now);
            backward.reset();
            return false;
        }
        long answered = System.nanoTime() + back.delayNanos();
        outward.open(answered);
        backward.open(answered + out.delayNanos());
        return true;
    }

    private void close(boolean reset) {
        if (!closed.compareAndSet(false, true)) return;
        whenClosed.accept(this);
        shut(dialler, reset);
        shut(target, reset);
        wake();
    }

    static void shut(Socket socket, boolean reset) {
        try (socket) {
            // Without lingering, close sends a reset and drops what is unsent.
            if (reset && !socket.isClosed()) socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
        }
    }
}
