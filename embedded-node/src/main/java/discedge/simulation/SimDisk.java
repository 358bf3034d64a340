package discedge.simulation;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** A node's log as bytes: what was synced survives a crash, what was not is dropped, but for a torn piece now and then. */
final class SimDisk {
    private record Pending(long position, byte[] bytes) {}

    private byte[] synced = new byte[0];
    private final Deque<Pending> pending = new ArrayDeque<>();
    private boolean full;

    void append(long position, byte[] bytes) {
        pending.add(new Pending(position, bytes));
    }

    void setFull(boolean full) {
        this.full = full;
    }

    boolean isFull() {
        return full;
    }

    boolean isClean() {
        return pending.isEmpty();
    }

    /** Writes and syncs all that is pending; the last position, or −1 if nothing was. */
    long sync() {
        if (pending.isEmpty()) return -1;
        var out = new ByteArrayOutputStream(synced.length + 256);
        out.writeBytes(synced);
        long last = -1;
        for (Pending one : pending) {
            out.writeBytes(one.bytes);
            last = one.position;
        }
        pending.clear();
        synced = out.toByteArray();
        return last;
    }

    /** A full disk: everything pending fails; the first position that did. */
    long fail() {
        long first = pending.getFirst().position;
        pending.clear();
        return first;
    }

    /** What is left after power is lost. */
    void crash(boolean torn, boolean flip, RandomGenerator random) {
        if (torn && !pending.isEmpty()) {
            byte[] tail = pending.getFirst().bytes;
            int kept = random.nextInt(tail.length);
            byte[] more = Arrays.copyOf(synced, synced.length + kept);
            System.arraycopy(tail, 0, more, synced.length, kept);
            synced = more;
        }
        pending.clear();
        if (flip && synced.length > 0) synced[random.nextInt(synced.length)] ^= (byte) (1 << random.nextInt(8));
    }

    byte[] bytes() {
        return synced;
    }

    /** Another disk. */
    void replace(byte[] bytes) {
        pending.clear();
        synced = bytes;
    }
}
