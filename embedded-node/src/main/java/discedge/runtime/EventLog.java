package discedge.runtime;

import discedge.event.EventReader;
import discedge.event.EventSink;
import discedge.event.EventSpan;
import discedge.event.NodeEvent;
import discedge.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest events of a node, each with its id, and readers that follow them. A reader that comes, or falls, behind by more
 * than the buffer holds is told which events it misses; writing never waits for one.
 */
public final class EventLog implements EventSink {
    private static final int CAPACITY = 1 << 15;
    private static final int BATCH = 256;

    private final RecordedEvent[] ring = new RecordedEvent[CAPACITY];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final String epoch;
    private long last;
    private boolean closed;

    /** @param epoch another one at each start: ids begin anew with it */
    public EventLog(String epoch) {
        this.epoch = epoch;
    }

    @Override
    public void emit(NodeEvent event) {
        lock.lock();
        try {
            last++;
            ring[(int) (last % CAPACITY)] = new RecordedEvent(last, event);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public EventSpan span() {
        lock.lock();
        try {
            return new EventSpan(epoch, Math.max(1, last - CAPACITY + 1), last);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands every event after {@code after} to the reader, then each new one, on a thread of its own, until it is closed.
     *
     * @param ended runs once when the reading ends for any reason
     */
    public Reading follow(long after, EventReader reader, Runnable ended) {
        var reading = new Reading(after, reader, ended);
        reading.thread.start();
        return reading;
    }

    /** Ends every reading when it has seen what there is. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One reader's place in the log. */
    public final class Reading implements AutoCloseable {
        private final Thread thread;
        private long seen;

        private Reading(long after, EventReader reader, Runnable ended) {
            this.seen = after;
            this.thread = Thread.ofVirtual().unstarted(() -> {
                try {
                    while (read(reader)) { }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    ended.run();
                }
            });
        }

        /** Hands on what is there. False = it is over. */
        private boolean read(EventReader reader) throws InterruptedException {
            long before = seen;
            List<RecordedEvent> batch = next();
            if (batch.isEmpty()) return false;
            long first = batch.getFirst().id();
            if (first > before + 1) reader.gap(before + 1, first - 1);
            batch.forEach(reader::event);
            return true;
        }

        /** The next events; empty = it is over. */
        private List<RecordedEvent> next() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (seen >= last && !closed) more.await();
                seen = Math.max(seen, last - CAPACITY);
                var batch = new ArrayList<RecordedEvent>();
                while (seen < last && batch.size() < BATCH) batch.add(ring[(int) (++seen % CAPACITY)]);
                return batch;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
