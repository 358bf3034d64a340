package discedge.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A log's file on a disk that can be full, slow or broken. */
record FaultyFile(LogFile file, Disk disk) implements LogFile {
    /** What a test does to the disk. */
    static final class Disk implements LogFile.Opener {
        private long free = Long.MAX_VALUE;
        private int forces;
        private int failing;
        private volatile CountDownLatch reached = new CountDownLatch(0);
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public LogFile open(Path path) throws IOException {
            return new FaultyFile(LogFile.onDisk(path), this);
        }

        synchronized void freeBytes(long bytes) {
            free = bytes;
        }

        synchronized void failForces(int times) {
            failing = times;
        }

        synchronized int forces() {
            return forces;
        }

        void holdForce() {
            reached = new CountDownLatch(1);
            gate = new CountDownLatch(1);
        }

        void awaitForce() {
            await(reached);
        }

        void letForcesGo() {
            gate.countDown();
        }

        private synchronized int room(int wanted) {
            int room = (int) Math.min(free, wanted);
            if (free != Long.MAX_VALUE) free -= room;
            return room;
        }

        private void beforeForce() throws IOException {
            reached.countDown();
            await(gate);
            synchronized (this) {
                if (failing > 0) {
                    failing--;
                    throw new IOException("Input/output error");
                }
                forces++;
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                if (!latch.await(15, TimeUnit.SECONDS)) throw new AssertionError("not within 15 s");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
        int wanted = bytes.remaining();
        int room = disk.room(wanted);
        file.write(bytes.slice(bytes.position(), room), at);
        bytes.position(bytes.position() + room);
        if (room < wanted) throw new IOException("No space left on device");
    }

    @Override
    public void force() throws IOException {
        disk.beforeForce();
        file.force();
    }

    @Override
    public void truncate(long length) throws IOException {
        file.truncate(length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
