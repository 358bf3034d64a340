package discedge.console.files;

import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** What takes a while is done away from the FX thread: it says how far it is and can be cancelled. On the FX thread but for the jobs. */
public final class Work implements AutoCloseable {
    /** What is done sooner needs no notice that comes and goes. */
    private static final long VISIBLE_NANOS = 300_000_000;

    /** A person reads no faster. */
    private static final long READABLE_NANOS = 100_000_000;

    private final Notices notices;
    private final Map<String, Running> running = new HashMap<>();

    public Work(Notices notices) {
        this.notices = notices;
    }

    /** @param <T> what it gives */
    @FunctionalInterface
    public interface Job<T> {
        /** @throws CancellationException after the report said so */
        T run(Report report) throws Exception;
    }

    /** How a job says how far it is. */
    @FunctionalInterface
    public interface Report {
        /** @param done of 1 @return whether to go on */
        boolean at(String words, double done);
    }

    /** A job under way. */
    private final class Running {
        final String name;
        final long begun = System.nanoTime();
        volatile boolean cancelled;
        /** Of the job's thread. */
        private long said;
        private Notices.Progress shown;

        Running(String name) {
            this.name = name;
        }

        boolean report(String words, double done) {
            long now = System.nanoTime();
            if (!cancelled && now - begun > VISIBLE_NANOS && now - said > READABLE_NANOS) {
                said = now;
                FxThread.bridge().post(this, () -> show(words, done));
            }
            return !cancelled;
        }

        private void show(String words, double done) {
            if (cancelled || running.get(name) != this) return;
            if (shown == null) shown = notices.progress(name, words, new Notices.Action(Words.of("files.cancel"), this::cancel));
            shown.update(words, done);
        }

        void cancel() {
            cancelled = true;
            running.remove(name, this);
            if (shown != null) notices.close(name);
        }

        /** @return whether its end still matters */
        boolean end() {
            if (shown != null) notices.close(name);
            return running.remove(name, this) && !cancelled;
        }
    }

    /**
     * Begins a job; another one of the same name that is under way is cancelled.
     *
     * @param done gets what it gave, on the FX thread
     * @param failed gets why it did not, on the FX thread
     */
    public <T> void start(String name, Job<T> job, Consumer<T> done, Consumer<Exception> failed) {
        Running before = running.get(name);
        if (before != null) before.cancel();
        var now = new Running(name);
        running.put(name, now);
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                T given = job.run(now::report);
                end(now, () -> done.accept(given));
            } catch (CancellationException e) {
                end(now, () -> {});
            } catch (Exception e) {
                end(now, () -> failed.accept(e));
            }
        });
    }

    private static void end(Running job, Runnable then) {
        FxThread.bridge().later(() -> {
            if (job.end()) then.run();
        });
    }

    /** Something is under way. */
    public boolean isBusy() {
        return !running.isEmpty();
    }

    /** A job of this name is. */
    public boolean isBusy(String name) {
        return running.containsKey(name);
    }

    @Override
    public void close() {
        java.util.List.copyOf(running.values()).forEach(Running::cancel);
    }
}
