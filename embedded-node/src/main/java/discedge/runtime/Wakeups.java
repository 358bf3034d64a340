package discedge.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs things at their time, one after the other on one daemon thread: they must be short. */
public final class Wakeups implements AutoCloseable {
    /** A thing to be run once. */
    public interface Wakeup {
        /** It is not run any more, unless it is running or has run. */
        void cancel();
    }

    private static final Wakeup NEVER = () -> {};

    private final ScheduledThreadPoolExecutor timer;
    private final InstantSource clock;

    /** @param name of the thread */
    public Wakeups(String name, InstantSource clock) {
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** A time in the past means at once. */
    public Wakeup schedule(Instant when, Runnable what) {
        return schedule(Duration.between(clock.instant(), when), what);
    }

    /** After {@link #close} nothing is run, and nothing is said about it. */
    public Wakeup schedule(Duration in, Runnable what) {
        try {
            Future<?> run = timer.schedule(() -> run(what), Math.max(0, in.toNanos()), TimeUnit.NANOSECONDS);
            return () -> run.cancel(false);
        } catch (RejectedExecutionException e) {
            return NEVER;
        }
    }

    private static void run(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            // The executor would keep it to itself.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /** Does not wait for what is running. */
    @Override
    public void close() {
        timer.shutdown();
    }
}
