package discedge.engine.llama;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Shares the processor cores between the contexts of a process, one native call at a time: the one that has used least goes first.
 * Without it, three nodes on two cores would each run as many threads as there are cores, and all wait for each other's.
 *
 * <p>An evaluation of several ids runs alone in the process: llama.cpp's matrix multiplication counted its pieces in one variable for
 * all contexts until June 2025 (ggml-org/llama.cpp, pull request 14035), and two at a time gave each other wrong numbers, silently.
 * Single ids do not go that way.
 *
 * <p>Work that nobody waits for begins only while no answer is under way anywhere in the process, and gives way when one comes. Of
 * several such works, who was turned away first goes first.
 */
final class ComputeShares {
    /** One who has used less and is about to come back is waited for so long: sampling an id takes less. */
    private static final long COMES_BACK_NS = 3_000_000;
    /** Being ahead by less than this is not worth a wait. */
    private static final long SLACK_NS = 5_000_000;

    /** Who was turned away and has not come again for so long has given up. */
    private static final long COMES_AGAIN_NS = 100_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Share> waiting = new ArrayList<>();
    private final List<Share> active = new ArrayList<>();
    /** Those with work that nobody waits for, in the order in which they were turned away. */
    private final List<Share> turnedAway = new ArrayList<>();
    private final int cores;
    private int free;
    /** Where the share stood that was let in last: one that comes after idling begins there, and has nothing to catch up. */
    private long clock;
    private volatile int foreground;

    /** The one that all engines of this process must share. */
    private static final class OfThisProcess {
        static final ComputeShares SHARES = new ComputeShares(Runtime.getRuntime().availableProcessors());
    }

    /** The library's own variables are there once a process, and so is this. */
    static ComputeShares ofThisProcess() {
        return OfThisProcess.SHARES;
    }

    /** @param cores threads that compute at the same time */
    ComputeShares(int cores) {
        if (cores < 1) throw new IllegalArgumentException("computing takes at least 1 core, got " + cores);
        this.cores = cores;
        free = cores;
    }

    int cores() {
        return cores;
    }

    /** What one context has used. */
    final class Share {
        private long used;
        private long left;
        private int generations;
        private long lastTurnedAway;

        /** Waits for its turn, runs, and is charged for the time of its threads. */
        void run(int threads, Runnable work) {
            int wanted = Math.min(threads, cores);
            enter(wanted);
            long begun = System.nanoTime();
            try {
                work.run();
            } finally {
                leave(wanted, System.nanoTime() - begun);
            }
        }

        /** The same for work that nobody waits for. False, and nothing was run, if it must not begin now. */
        boolean tryAlone(Runnable work) {
            lock.lock();
            try {
                if (!mayGoAlone(System.nanoTime())) return false;
                free -= cores;
            } finally {
                lock.unlock();
            }
            long begun = System.nanoTime();
            try {
                work.run();
            } finally {
                leave(cores, System.nanoTime() - begun);
            }
            return true;
        }

        private boolean mayGoAlone(long now) {
            turnedAway.removeIf(other -> now - other.lastTurnedAway > COMES_AGAIN_NS);
            boolean idle = foreground == 0 && free == cores && waiting.isEmpty();
            if (idle && (turnedAway.isEmpty() || turnedAway.getFirst() == this)) {
                turnedAway.remove(this);
                return true;
            }
            lastTurnedAway = now;
            if (!turnedAway.contains(this)) turnedAway.add(this);
            return false;
        }

        private void enter(int wanted) {
            lock.lock();
            try {
                used = Math.max(used, clock);
                waiting.add(this);
                long give = System.nanoTime() + COMES_BACK_NS;
                while (!mayGo(wanted, give)) waitFor(give);
                waiting.remove(this);
                free -= wanted;
                clock = Math.max(clock, used);
            } finally {
                lock.unlock();
            }
        }

        private boolean mayGo(int wanted, long give) {
            if (free < wanted || waiting.stream().anyMatch(other -> other != this && other.used < used)) return false;
            long now = System.nanoTime();
            return now >= give || active.stream().noneMatch(other -> other != this && other.used + SLACK_NS < used && now - other.left < COMES_BACK_NS);
        }

        private void waitFor(long give) {
            long left = give - System.nanoTime();
            if (left <= 0) {
                changed.awaitUninterruptibly();
                return;
            }
            try {
                changed.awaitNanos(left);
            } catch (InterruptedException e) {
                // These threads are never interrupted on purpose; the work must be done all the same.
                Thread.currentThread().interrupt();
                changed.awaitUninterruptibly();
            }
        }

        private void leave(int wanted, long took) {
            lock.lock();
            try {
                free += wanted;
                used += took * wanted;
                left = System.nanoTime();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** An answer of this context begins: background work gives way. */
        void began() {
            lock.lock();
            try {
                foreground++;
                if (generations++ == 0) active.add(this);
            } finally {
                lock.unlock();
            }
        }

        void ended() {
            lock.lock();
            try {
                foreground--;
                if (--generations == 0) active.remove(this);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Answers of this context under way. */
        int generations() {
            return generations;
        }
    }

    Share share() {
        return new Share();
    }

    /** An answer is being computed or waits, anywhere in the process. Read without a lock, often. */
    boolean busy() {
        return foreground > 0;
    }

    /** More than one answer is under way: each should hold the others up for less long. */
    boolean contended() {
        return foreground > 1;
    }

    /** Waits until no answer is under way. False if the caller gave up. */
    boolean awaitQuiet(BooleanSupplier givenUp) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (foreground > 0) {
                if (givenUp.getAsBoolean()) return false;
                changed.await(20, TimeUnit.MILLISECONDS);
            }
            return !givenUp.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
