package discedge.engine.cache;

import discedge.engine.EngineException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Gives out places in the order they were asked for. One who waits may give up, be interrupted, or be sent away by {@link #close}. */
public final class FairQueue {
    /** How often one who waits is asked whether to go on: the listener has no way to tell. */
    private static final long ASK_EVERY_MS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private volatile boolean closed;

    /**
     * Waits for a place.
     *
     * @param attempt takes a place if there is one; tried when this caller is the first in line and something may have changed
     * @return empty if the caller gave up; then there is nothing to give back
     * @throws EngineException if the queue is closed
     */
    public <T> Optional<T> enter(Supplier<Optional<T>> attempt, BooleanSupplier givenUp) throws InterruptedException {
        Object ticket = new Object();
        lock.lockInterruptibly();
        try {
            waiting.addLast(ticket);
            while (true) {
                if (closed) throw new EngineException("the engine is closed; send the request to another node");
                if (waiting.peekFirst() == ticket) {
                    Optional<T> place = attempt.get();
                    if (place.isPresent()) return place;
                }
                if (askUnlocked(givenUp)) return Optional.empty();
                if (closed) continue;
                changed.await(ASK_EVERY_MS, TimeUnit.MILLISECONDS);
            }
        } finally {
            waiting.remove(ticket);
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Takes a place only if nobody waits for one. */
    public <T> Optional<T> tryEnter(Supplier<Optional<T>> attempt) {
        lock.lock();
        try {
            return closed || !waiting.isEmpty() ? Optional.empty() : attempt.get();
        } finally {
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

    /** Gives a place back. */
    public void leave(Runnable giveBack) {
        lock.lock();
        try {
            giveBack.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        return closed;
    }
}
