package discedge.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl+C, a hang-up and SIGTERM as an interrupt: the work is interrupted, has a time to save and close, and its own exit code is
 * the process's. Without this the JVM would end with 130 or 143 whatever was saved. A shutdown hook would be too late: all hooks
 * run at once, and JavaFX's takes its renderer from under a window that is still open.
 */
public final class StopSignal {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private StopSignal() {}

    private record Before(Signal signal, SignalHandler handler) {}

    /**
     * Runs {@code work} on this thread and returns its exit code. On a signal this thread is interrupted; if the work takes longer
     * than {@code grace} from then on, the process ends with 1.
     */
    public static int during(Callable<Integer> work, Duration grace) throws Exception {
        Thread worker = Thread.currentThread();
        var done = new CountDownLatch(1);
        var asked = new AtomicBoolean();
        List<Before> before = handle(_ -> {
            if (!asked.compareAndSet(false, true)) return;
            Thread.ofPlatform().daemon().name("stop-signal").start(() -> endUnless(done, grace));
            worker.interrupt();
        });
        try {
            return work.call();
        } finally {
            done.countDown();
            before.forEach(was -> Signal.handle(was.signal(), was.handler()));
        }
    }

    private static List<Before> handle(SignalHandler handler) {
        var before = new ArrayList<Before>();
        for (String name : SIGNALS) {
            try {
                var signal = new Signal(name);
                before.add(new Before(signal, Signal.handle(signal, handler)));
            } catch (IllegalArgumentException e) {
                // The system has no such signal, or the JVM was told to leave signals alone (-Xrs).
            }
        }
        return before;
    }

    private static void endUnless(CountDownLatch done, Duration grace) {
        try {
            if (!done.await(grace.toMillis(), TimeUnit.MILLISECONDS)) Runtime.getRuntime().halt(1);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
