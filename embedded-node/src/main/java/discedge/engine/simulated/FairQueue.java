package discedge.engine.simulated;

import discedge.engine.EngineException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets in so many at once, in the order they came. One who waits may give up, be interrupted, or be sent away by {@link #close}. */
final class FairQueue {
    /** How often one who waits is asked whether to go on: the listener has no way to tell. */
    private static final long ASK_EVERY_MS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private int free;
    private volatile boolean closed;

    FairQueue(int atOnce) {
        free = atOnce;
    }

    /**
     * Waits for a place.
     *
     * @return false if the caller gave up; then there is nothing to {@link #leave}
     * @throws EngineException if the queue is closed
     */
    boolean enter(BooleanSupplier givenUp) throws InterruptedException {
        Object ticket = new Object();
        lock.lockInterruptibly();
        try {
            waiting.addLast(ticket);
            while (true) {
                if (closed) throw new EngineException("the engine is closed; send the request to another node");
                if (free > 0 && waiting.peekFirst() == ticket) {
                    free--;
                    return true;
                }
                if (askUnlocked(givenUp)) return false;
                if (closed || free > 0 && waiting.peekFirst() == ticket) continue;
                changed.await(ASK_EVERY_MS, TimeUnit.MILLISECONDS);
            }
        } finally {
            waiting.remove(ticket);
            changed.signalAll();
            lock.unlock();
        }
    }

    /** The listener's code runs without our lock: it may take locks of its own. */
    private boolean askUnlocked(BooleanSupplier givenUp) {
        lock.unlock();
        try {
            return givenUp.getAsBoolean();
        } finally {
            lock.lock();
        }
    }

    void leave() {
        lock.lock();
        try {
            free++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }
}
