package discedge.experiment.live;

import discedge.event.EventSink;
import discedge.experiment.live.Controls.Demonstration;
import discedge.experiment.live.Controls.Refused;
import discedge.timeline.transcript.Transcripts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A lab from before it is up until it is closed. Safe for many threads. */
final class LabStart implements AutoCloseable {
    /** Closing waits so long for a start to come to its end. */
    private static final Duration LAST = Duration.ofSeconds(2);

    private final LabPlan plan;
    private final EventSink sink;
    private final Transcripts transcripts;
    private final WatchedNodes watched;
    private Optional<RunningLab> running = Optional.empty();
    private Optional<CompletableFuture<Void>> starting = Optional.empty();
    private Optional<Thread> starter = Optional.empty();
    private Optional<String> failed = Optional.empty();
    private boolean paused;
    private boolean closed;

    LabStart(LabPlan plan, EventSink sink, Transcripts transcripts, WatchedNodes watched) {
        this.plan = plan;
        this.sink = sink;
        this.transcripts = transcripts;
        this.watched = watched;
    }

    synchronized CompletableFuture<Void> begin() {
        if (starting.isPresent() && failed.isEmpty()) return starting.get();
        var begun = new CompletableFuture<Void>();
        starting = Optional.of(begun);
        failed = Optional.empty();
        starter = Optional.of(Thread.ofPlatform().daemon().name("lab-start").start(() -> start(begun)));
        return begun;
    }

    private void start(CompletableFuture<Void> begun) {
        try {
            RunningLab lab = RunningLab.start(plan, sink, transcripts);
            if (up(lab)) lab.clients().forEach(watched::listen);
            else lab.close();
            begun.complete(null);
        } catch (IOException | RuntimeException e) {
            begun.completeExceptionally(new Refused(failed(e)));
        } catch (InterruptedException e) {
            begun.completeExceptionally(new Refused("The lab was not started: it was closed before."));
        }
    }

    private synchronized boolean up(RunningLab lab) {
        if (closed) return false;
        running = Optional.of(lab);
        if (plan.demonstration()) lab.demonstrate(paused);
        return true;
    }

    private synchronized String failed(Exception e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String words = "The lab did not start: " + why + ".";
        failed = Optional.of(words);
        return words;
    }

    synchronized Optional<RunningLab> running() {
        return running;
    }

    /** @throws Refused if it is not up */
    synchronized RunningLab up() {
        if (closed) throw new Refused("The lab is closed.");
        return running.orElseThrow(() -> new Refused(failed.orElse("The lab is starting. Try again in a moment.")));
    }

    synchronized Demonstration demonstration() {
        if (!plan.demonstration() || closed || failed.isPresent()) return Demonstration.NONE;
        return running.map(RunningLab::demonstration).orElse(paused ? Demonstration.PAUSED : Demonstration.PLAYING);
    }

    synchronized void pause() {
        paused = true;
        running.ifPresent(RunningLab::pause);
    }

    synchronized void resume() {
        paused = false;
        running.ifPresent(RunningLab::resume);
    }

    /** One that is about to be up is closed by the thread that starts it. */
    @Override
    public void close() {
        Optional<RunningLab> open;
        Optional<Thread> opening;
        synchronized (this) {
            closed = true;
            open = running;
            opening = starter;
        }
        open.ifPresent(RunningLab::close);
        if (open.isEmpty()) opening.ifPresent(LabStart::end);
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            thread.join(LAST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
