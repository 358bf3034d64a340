package discedge.lab.remote;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The rests of a thread between its tries: cut short by whoever wants the next one now, or the end. Safe for many threads. */
public final class Rest implements AutoCloseable {
    /** After the first try that failed. */
    public static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private boolean closed;
    private boolean goOn;

    /** After one more try that failed. */
    public static Duration longer(Duration before) {
        Duration twice = before.multipliedBy(2);
        return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }

    /** Returns after the time, or sooner. */
    public void rest(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && !goOn && left > 0) left = change.awaitNanos(left);
            goOn = false;
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the rest that goes on, or the next one. */
    public void goOn() {
        lock.lock();
        try {
            goOn = true;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** There is nothing to try any more. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
