package discedge.node;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl+C and SIGTERM as an interrupt: the work is interrupted, has a time to save and close, and its own exit code is the
 * process's. Without this the JVM would end with 130 or 143 whatever was saved.
 */
public final class StopSignal {
    private StopSignal() {}

    /**
     * Runs {@code work} on this thread and returns its exit code. On a signal this thread is interrupted, and the process
     * ends with the code {@code work} then returns, or with 1 if it takes longer than {@code grace}.
     */
    public static int during(Callable<Integer> work, Duration grace) throws Exception {
        Thread worker = Thread.currentThread();
        var done = new CountDownLatch(1);
        var code = new AtomicInteger(1);
        var hook = new Thread(() -> {
            worker.interrupt();
            try {
                boolean inTime = done.await(grace.toMillis(), TimeUnit.MILLISECONDS);
                Runtime.getRuntime().halt(inTime ? code.get() : 1);
            } catch (InterruptedException e) {
                Runtime.getRuntime().halt(1);
            }
        }, "stop-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            code.set(work.call());
            return code.get();
        } finally {
            done.countDown();
            remove(hook);
        }
    }

    private static void remove(Thread hook) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook has the code and ends it. This thread must not go on to System.exit.
            new CountDownLatch(1).await();
        }
    }
}
