package discedge.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The thread that writes a log: takes all entries that wait, writes them, syncs once, tells. */
final class LogWriter {
    private sealed interface Job {}

    private record Entry(long position, byte[] bytes) implements Job {}

    private record Resume(long nextPosition) implements Job {}

    private record Stop() implements Job {}

    private static final int MOST_AT_ONCE = 4096;

    private final Path path;
    private final LogFile file;
    private final LogEvents events;
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    private final Thread thread;
    private final List<Entry> batch = new ArrayList<>();
    private volatile boolean killed;
    private volatile long synced;
    private long expected;
    /** An entry was not kept: those behind it must not be either, until its position, or a new one agreed on, comes. */
    private boolean refusing;
    /** There may be bytes of failed entries behind the synced ones. */
    private boolean littered;

    LogWriter(Path path, LogFile file, long nextPosition, LogEvents events) throws IOException {
        this.path = path;
        this.file = file;
        this.expected = nextPosition;
        this.events = events;
        this.synced = file.size();
        this.thread = Thread.ofPlatform().daemon().name("replica-log").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void append(long position, byte[] entry) {
        queue.add(new Entry(position, entry));
    }

    void resume(long nextPosition) {
        queue.add(new Resume(nextPosition));
    }

    /** Writes what waits, then ends. */
    void finish() {
        queue.add(new Stop());
        join();
    }

    /** Ends without writing what waits. Returns the length of what is on the disk. */
    long kill() {
        killed = true;
        queue.clear();
        queue.add(new Stop());
        join();
        return synced;
    }

    private void join() {
        if (Thread.currentThread() == thread) return;
        // The file must not be closed under the writer; a sync ends by itself.
        Joining.untilEnded(thread);
    }

    private void run() {
        List<Job> jobs = new ArrayList<>();
        while (true) {
            try {
                jobs.add(queue.take());
            } catch (InterruptedException e) {
                continue; // nobody has reason to interrupt it; it is ended by Stop
            }
            queue.drainTo(jobs, MOST_AT_ONCE);
            for (Job job : jobs) {
                if (killed) return;
                switch (job) {
                    case Entry entry -> take(entry);
                    case Resume resume -> {
                        commit();
                        expected = resume.nextPosition();
                        refusing = false;
                    }
                    case Stop _ -> {
                        commit();
                        return;
                    }
                }
            }
            commit();
            jobs.clear();
        }
    }

    private void take(Entry entry) {
        if (entry.position() == expected) {
            refusing = false;
            expected++;
            batch.add(entry);
        } else if (!refusing) {
            commit();
            // The commit may have failed, which has told about this entry too.
            if (!refusing) refuse(entry.position(), "the log expected the entry " + expected + " and was given " + entry.position());
        }
    }

    private void commit() {
        if (batch.isEmpty() || killed) return;
        long first = batch.getFirst().position();
        try {
            if (littered) tidy();
            long length = write();
            file.force();
            synced = length;
        } catch (IOException e) {
            littered = true;
            try {
                tidy();
            } catch (IOException again) {
                e.addSuppressed(again); // tried again before the next write
            }
            expected = first;
            refuse(first, "the log " + path + " cannot be written (" + e.getMessage() + "): free some space or look at the disk");
            return;
        } finally {
            batch.clear();
        }
        tell(() -> events.appended(expected - 1));
    }

    private long write() throws IOException {
        long at = synced;
        buffer.clear();
        for (Entry entry : batch) {
            int from = 0;
            while (from < entry.bytes().length) {
                if (!buffer.hasRemaining()) at += drain(at);
                int piece = Math.min(buffer.remaining(), entry.bytes().length - from);
                buffer.put(entry.bytes(), from, piece);
                from += piece;
            }
        }
        return at + drain(at);
    }

    private int drain(long at) throws IOException {
        int length = buffer.flip().remaining();
        file.write(buffer, at);
        buffer.clear();
        return length;
    }

    /** Failed entries must not come back at the next start, so the cut is synced too. */
    private void tidy() throws IOException {
        file.truncate(synced);
        file.force();
        littered = false;
    }

    private void refuse(long first, String why) {
        refusing = true;
        tell(() -> events.failed(first, why));
    }

    private void tell(Runnable news) {
        if (killed) return;
        try {
            news.run();
        } catch (RuntimeException e) {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
