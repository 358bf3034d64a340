package discedge.lab.link;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * One direction of one connection. A reader thread stamps what it reads with the time; a writer thread lets it depart as the
 * lane's bandwidth allows and writes it when it has arrived. On a perfect lane the reader writes by itself, without a
 * hand-over between threads.
 */
final class Pipe {
    /** Bytes on their way in one connection, beyond which the sender is not read: as a TCP window. */
    static final int WINDOW = 1 << 20;
    private static final int READ = 1 << 14;

    private final RelayedConnection connection;
    private final Lane lane;
    private final Socket from;
    private final Socket to;
    private final Object lock = new Object();
    /** Read but not departed, then departed but not arrived; guarded by {@link #lock}, as all that follows. */
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private final Deque<Chunk> flying = new ArrayDeque<>();
    private int held;
    private boolean open;
    private long floor;
    private boolean receiverGone;
    private volatile Thread writer;

    Pipe(RelayedConnection connection, Lane lane, Socket from, Socket to) {
        this.connection = connection;
        this.lane = lane;
        this.from = from;
        this.to = to;
    }

    /** The connection is made: bytes depart from {@code floor} on. */
    void open(long floor) {
        synchronized (lock) {
            this.floor = floor;
            open = true;
        }
        wake();
    }

    /** Looks again at lane and queue, because something changed. */
    void wake() {
        LockSupport.unpark(writer);
        synchronized (lock) {
            lock.notifyAll();
        }
    }

    /** Reads until the sender ends; the reader thread's life. */
    void read() {
        byte[] buffer = new byte[READ];
        try {
            var in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                long now = System.nanoTime();
                lane.accepted(count);
                if (!passOn(buffer, count, now)) offer(Chunk.data(Arrays.copyOf(buffer, count), now));
            }
            offer(Chunk.end(System.nanoTime()));
        } catch (IOException e) {
            reset();
        }
    }

    /** What is under way arrives; then the receiver sees a reset. */
    void reset() {
        offer(Chunk.reset(System.nanoTime()));
    }

    /** Writes what arrives until the connection closes; the writer thread's life. */
    void deliver() {
        writer = Thread.currentThread();
        while (!connection.closed()) {
            Chunk arrived;
            long wait;
            synchronized (lock) {
                wait = letDepart();
                Chunk first = lane.silent() ? null : flying.peek();
                long left = first == null ? Long.MAX_VALUE : lane.arrivesAt(first) - System.nanoTime();
                arrived = left <= 0 ? first : null;
                wait = Math.min(wait, left);
            }
            if (arrived != null) hand(arrived);
            else if (wait == Long.MAX_VALUE) LockSupport.park(this);
            else LockSupport.parkNanos(this, wait);
        }
    }

    /** @return nanoseconds until the lane may have room for more; {@code Long.MAX_VALUE} if nothing waits for room */
    private long letDepart() {
        while (open && !waiting.isEmpty()) {
            Chunk chunk = waiting.peek();
            Chunk departed = lane.depart(chunk, floor);
            if (departed == null) return lane.silent() ? Long.MAX_VALUE : Math.max(1, lane.freeAt() - System.nanoTime());
            waiting.poll();
            if (departed != chunk) waiting.addFirst(chunk.without(departed.length));
            flying.add(departed);
        }
        return Long.MAX_VALUE;
    }

    private void hand(Chunk chunk) {
        switch (chunk.kind) {
            case DATA -> write(chunk.bytes, chunk.offset, chunk.length);
            case END -> {
                try {
                    to.shutdownOutput();
                } catch (IOException e) {
                    receiverGone();
                }
                connection.ended();
            }
            case RESET -> connection.abort();
        }
        // Only now, so that the reader does not overtake what is being written.
        synchronized (lock) {
            if (flying.peek() == chunk) flying.poll();
            held -= chunk.length;
            lock.notifyAll();
        }
    }

    private boolean passOn(byte[] buffer, int count, long now) {
        synchronized (lock) {
            if (receiverGone) return true;
            if (!open || !waiting.isEmpty() || !flying.isEmpty() || floor - now > 0 || !lane.perfect()) return false;
        }
        write(buffer, 0, count);
        return true;
    }

    private void write(byte[] bytes, int offset, int length) {
        try {
            to.getOutputStream().write(bytes, offset, length);
        } catch (IOException e) {
            receiverGone();
        }
    }

    /** The receiver's end is gone: its sender is told in time, and until then what it sends goes nowhere. */
    private void receiverGone() {
        synchronized (lock) {
            receiverGone = true;
            waiting.clear();
        }
        connection.opposite(this).reset();
    }

    private void offer(Chunk chunk) {
        synchronized (lock) {
            boolean interrupted = false;
            while (chunk.kind == Chunk.Kind.DATA && held >= WINDOW && !receiverGone && !connection.closed()) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) Thread.currentThread().interrupt();
            if (receiverGone && chunk.kind == Chunk.Kind.DATA) return;
            waiting.add(chunk);
            held += chunk.length;
        }
        LockSupport.unpark(writer);
    }
}
