package discedge.console.kit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/**
 * The one way to the FX thread. What is posted under a name replaces what waits under it: the newest state is shown, and what
 * it replaced is counted, not queued.
 */
public final class FxThread {
    private static final FxThread BRIDGE = new FxThread();

    private final Map<Object, Runnable> newest = new ConcurrentHashMap<>();
    private final AtomicLong replaced = new AtomicLong();

    private FxThread() {}

    public static FxThread bridge() {
        return BRIDGE;
    }

    /** Starts the toolkit and runs it there first; where the toolkit runs already, as in tests, soon. @param mishaps of that thread, if it is a new one */
    public void start(Runnable first, Thread.UncaughtExceptionHandler mishaps) {
        try {
            Platform.startup(() -> {
                Thread.currentThread().setUncaughtExceptionHandler(mishaps);
                first.run();
            });
        } catch (IllegalStateException e) {
            Platform.runLater(first);
        }
    }

    /** Runs it on the FX thread: now if this is it, else soon and in order. For single happenings such as the end of a task. */
    public void run(Runnable action) {
        if (Platform.isFxApplicationThread()) action.run();
        else Platform.runLater(action);
    }

    /** Runs it on the FX thread after what is under way, from the FX thread too. */
    public void later(Runnable action) {
        Platform.runLater(action);
    }

    /** Runs the newest of what was posted under a name. */
    public void post(Object name, Runnable action) {
        if (newest.put(name, action) != null) {
            replaced.incrementAndGet();
            return;
        }
        Platform.runLater(() -> newest.remove(name).run());
    }

    /** How many posts were replaced by newer ones since the start. */
    public long replaced() {
        return replaced.get();
    }
}
