package discedge.experiment.run;

import discedge.event.NodeEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes reports from any thread and gives them, on one thread, to the rows, the run file and the watcher. */
public final class RunFeed implements PlaySink {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LinkedBlockingQueue<Report> queue = new LinkedBlockingQueue<>();
    private final TurnRows rows;
    private final RunFileWriter file;
    private final RunWatcher watcher;
    private final Thread thread;
    private Optional<IOException> fileFailure = Optional.empty();
    private long ticked = System.nanoTime();

    private sealed interface Report {
        record Happened(NodeEvent event) implements Report {}

        record Piece(int turn, int attempt, String text) implements Report {}

        record End() implements Report {}
    }

    /** @param file stays open at the end: a run of several modes has one */
    public RunFeed(TurnRows rows, RunFileWriter file, RunWatcher watcher) {
        this.rows = rows;
        this.file = file;
        this.watcher = watcher;
        this.thread = Thread.ofPlatform().name("run-feed").daemon().start(this::loop);
    }

    @Override
    public void emit(NodeEvent event) {
        queue.add(new Report.Happened(event));
    }

    @Override
    public void piece(int turn, int attempt, String text) {
        queue.add(new Report.Piece(turn, attempt, text));
    }

    /**
     * Waits until all reports so far are taken in; later ones are not.
     *
     * @throws IOException if the run file could not be written whole
     */
    public void finish() throws IOException {
        queue.add(new Report.End());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // Saving goes on after Ctrl+C.
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        if (fileFailure.isPresent()) throw fileFailure.get();
    }

    private void loop() {
        try {
            while (true) {
                Report report = queue.poll(TICK_NANOS, TimeUnit.NANOSECONDS);
                if (report instanceof Report.End) break;
                if (report != null) take(report);
                if (System.nanoTime() - ticked >= TICK_NANOS) tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tick();
        watcher.end(rows);
    }

    private void take(Report report) {
        switch (report) {
            case Report.Happened happened -> {
                rows.apply(happened.event());
                write(happened.event());
                watcher.event(happened.event(), rows);
            }
            case Report.Piece piece -> rows.piece(piece.turn(), piece.attempt(), piece.text());
            case Report.End end -> {}
        }
    }

    private void tick() {
        ticked = System.nanoTime();
        if (fileFailure.isEmpty()) {
            try {
                file.flush();
            } catch (IOException e) {
                fileFailure = Optional.of(e);
            }
        }
        watcher.tick(Instant.now(), rows);
    }

    /** A full disk does not stop the run; it is told at the end. */
    private void write(NodeEvent event) {
        if (fileFailure.isPresent()) return;
        try {
            file.write(event);
        } catch (IOException e) {
            fileFailure = Optional.of(e);
        }
    }
}
