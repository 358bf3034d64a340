package discedge.experiment.run;

import discedge.event.NodeEvent;
import discedge.runtime.Joining;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Takes reports from any thread and gives them, on one thread, to the rows, the run file and the watcher. */
public final class RunFeed implements PlaySink {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LinkedBlockingQueue<Report> queue = new LinkedBlockingQueue<>();
    private final TurnRows rows;
    private final RunFileWriter file;
    private final RunWatcher watcher;
    private final Thread thread;
    private Optional<String> fileTrouble = Optional.empty();
    private Optional<String> viewTrouble = Optional.empty();
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
     * @return what went wrong here, in words: the run file is not whole, the view failed
     */
    public List<String> finish() {
        queue.add(new Report.End());
        // Saving goes on after Ctrl+C.
        Joining.untilEnded(thread);
        return Stream.concat(fileTrouble.stream(), viewTrouble.stream()).toList();
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
        show(() -> watcher.end(rows));
    }

    private void take(Report report) {
        switch (report) {
            case Report.Happened happened -> {
                rows.apply(happened.event());
                write(happened.event());
                show(() -> watcher.event(happened.event(), rows));
            }
            case Report.Piece piece -> {
                rows.piece(piece.turn(), piece.attempt(), piece.text());
                show(() -> watcher.piece(piece.turn(), piece.attempt(), piece.text()));
            }
            case Report.End end -> {}
        }
    }

    private void tick() {
        ticked = System.nanoTime();
        toFile(file::flush);
        show(() -> watcher.tick(Instant.now(), rows));
    }

    private void write(NodeEvent event) {
        toFile(() -> file.write(event));
    }

    /** Writing to the file. */
    private interface Writing {
        void run() throws IOException;
    }

    /** A full disk does not stop the run; it is told at the end. */
    private void toFile(Writing writing) {
        if (fileTrouble.isPresent()) return;
        try {
            writing.run();
        } catch (IOException e) {
            fileTrouble = Optional.of("run.dcerun is not whole: " + e.getMessage());
        }
    }

    /** Nor does a view that fails: the run is still saved. */
    private void show(Runnable view) {
        if (viewTrouble.isPresent()) return;
        try {
            view.run();
        } catch (RuntimeException e) {
            viewTrouble = Optional.of("the live output failed: " + e);
        }
    }
}
