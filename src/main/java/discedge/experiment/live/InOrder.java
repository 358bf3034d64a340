package discedge.experiment.live;

import discedge.event.EventSink;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Lets nodes be heard of in the order they were named, though they answer as they like: colours go by who was heard of first. One
 * that does not answer holds the later ones up for a {@link #MOMENT} and no longer. Safe for many threads.
 */
final class InOrder implements AutoCloseable {
    /** From being named on; enough for a node on another continent. */
    static final Duration MOMENT = Duration.ofMillis(1500);

    /** Those not heard of yet, with until when they are waited for, by {@link System#nanoTime}. */
    private final NavigableMap<Integer, Long> expected = new TreeMap<>();
    private int next;
    private boolean closed;

    /** The next place; to be {@linkplain #heard heard} or given up. */
    synchronized int reserve() {
        expected.put(next, System.nanoTime() + MOMENT.toNanos());
        return next++;
    }

    /** Nobody waits for it any more. */
    synchronized void heard(int number) {
        expected.remove(number);
        notifyAll();
    }

    /** It has answered: waits until all before it were heard of or have had their moment. Those after it wait for it that long, and a moment more. */
    synchronized void await(int number) {
        expected.computeIfPresent(number, (_, until) -> Math.max(until, System.nanoTime() + Math.max(0, left(number)) + MOMENT.toNanos()));
        try {
            for (long left = left(number); left > 0 && !closed; left = left(number)) TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long left(int number) {
        long now = System.nanoTime();
        return expected.headMap(number).values().stream().mapToLong(until -> until - now).max().orElse(0);
    }

    /** Does it once nobody before is waited for: now, or on another thread. */
    void inTurn(int number, Runnable action) {
        synchronized (this) {
            if (left(number) > 0 && !closed) {
                Thread.ofPlatform().daemon().name("in turn " + number).start(() -> {
                    await(number);
                    action.run();
                });
                return;
            }
        }
        action.run();
    }

    /** Holds the first event back until it is its turn; only that one blocks. */
    EventSink sink(int number, EventSink sink) {
        var first = new boolean[] {true};
        return event -> {
            if (!first[0]) {
                sink.emit(event);
                return;
            }
            await(number);
            sink.emit(event);
            first[0] = false;
            heard(number);
        };
    }

    /** Nobody waits any more. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
