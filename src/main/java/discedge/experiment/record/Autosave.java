package discedge.experiment.record;

import discedge.experiment.run.Manifest;
import discedge.experiment.run.RunFileWriter;
import discedge.timeline.log.EventStore;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes a log down while it grows, on a thread of its own: a crash of the program loses less than the last second. What cannot
 * be written stays in memory and is tried again, so that nothing is lost while the program runs.
 */
public final class Autosave implements AutoCloseable {
    /** Between two writes; a quarter of the second that a crash may lose. */
    private static final Duration EVERY = Duration.ofMillis(250);
    /** After it could not be written. */
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final EventStore store;
    private final Manifest manifest;
    private final AutosaveFolder folder;
    private final Disk disk;
    private final InstantSource clock;
    private final Consumer<State> watcher;
    private final Duration again;
    private final Thread thread;
    private volatile State state = new State.Idle();
    /** Guarded by this. */
    private boolean closing;
    // ---- of the thread
    private Optional<Path> file = Optional.empty();
    private Optional<Counted> out = Optional.empty();
    private long events;
    private long bytes;

    /** How it stands. */
    public sealed interface State {
        /** Nothing has happened yet. */
        record Idle() implements State {}

        /** All events up to a moment are in the file. */
        record Saved(Path file, Instant at) implements State {}

        /** @param why in words @param since when it cannot be written */
        record NotSaved(Path folder, String why, Instant since) implements State {}
    }

    /** A writer and how much it wrote. */
    private static final class Counted extends FilterOutputStream {
        final RunFileWriter writer;
        long count;

        /** Begins the file. */
        Counted(OutputStream out, Manifest manifest) throws IOException {
            super(out);
            writer = new RunFileWriter(this, manifest);
        }

        /** Goes on with it. */
        Counted(OutputStream out, long already, long events) {
            super(out);
            count = already;
            writer = new RunFileWriter(this, events);
        }

        /** Without a last flush, which would fail again. */
        void drop() throws IOException {
            out.close();
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }
    }

    /** @param watcher hears, on the saving thread, when saving stops and when it goes on */
    public Autosave(EventStore store, Manifest manifest, AutosaveFolder folder, InstantSource clock, Consumer<State> watcher) {
        this(store, manifest, folder, Disk.REAL, clock, watcher, AGAIN);
    }

    /** @param again how long it rests after it could not write */
    Autosave(EventStore store, Manifest manifest, AutosaveFolder folder, Disk disk, InstantSource clock, Consumer<State> watcher, Duration again) {
        this.store = store;
        this.manifest = manifest;
        this.folder = folder;
        this.disk = disk;
        this.clock = clock;
        this.watcher = watcher;
        this.again = again;
        this.thread = Thread.ofPlatform().daemon().name("autosave").start(this::loop);
    }

    public State state() {
        return state;
    }

    private void loop() {
        while (pause(state instanceof State.NotSaved ? again : EVERY)) save(false);
        save(true);
    }

    private synchronized boolean pause(Duration rest) {
        long until = System.nanoTime() + rest.toNanos();
        try {
            for (long left = rest.toMillis(); !closing && left > 0; left = (until - System.nanoTime()) / 1_000_000) wait(left);
        } catch (InterruptedException e) {
            closing = true;
        }
        return !closing;
    }

    private void save(boolean last) {
        long end = store.size();
        if (end == 0) return;
        try {
            Instant now = clock.instant();
            lookAfterFile();
            write(end);
            if (last) finish();
            become(new State.Saved(file.orElseThrow(), now));
        } catch (IOException e) {
            giveUp();
            become(new State.NotSaved(folder.folder(), Trouble.words(e), state instanceof State.NotSaved known ? known.since() : clock.instant()));
        }
    }

    private void write(long end) throws IOException {
        if (out.isEmpty()) open();
        Counted to = out.orElseThrow();
        for (long id = events + 1; id <= end; id++) to.writer.write(store.get(id).event());
        to.writer.flush();
        events = end;
        bytes = to.count;
    }

    /** Goes on with the file, or begins another one if it is gone. */
    private void open() throws IOException {
        if (file.isPresent() && Files.exists(file.get())) {
            out = Optional.of(new Counted(disk.goOn(file.get(), bytes), bytes, events));
            return;
        }
        Path begun = folder.newFile(manifest.scenario(), clock.instant());
        OutputStream stream = disk.begin(begun);
        try {
            out = Optional.of(new Counted(stream, manifest));
        } catch (IOException e) {
            stream.close();
            Files.deleteIfExists(begun);
            throw e;
        }
        file = Optional.of(begun);
        events = 0;
        bytes = out.get().count;
        folder.prune(begun);
    }

    /** Whoever deletes the file while it is written gets it once more, whole. */
    private void lookAfterFile() {
        if (file.isEmpty() || Files.exists(file.get())) return;
        giveUp();
        file = Optional.empty();
    }

    private void finish() throws IOException {
        RunFileWriter writer = out.orElseThrow().writer;
        writer.end();
        writer.close();
        out = Optional.empty();
    }

    /** What stands behind the last whole write is cut off when it goes on. */
    private void giveUp() {
        out.ifPresent(open -> {
            try {
                open.drop();
            } catch (IOException e) {
                // It is closed all the same.
            }
        });
        out = Optional.empty();
    }

    private void become(State next) {
        State before = state;
        state = next;
        boolean was = before instanceof State.NotSaved;
        boolean is = next instanceof State.NotSaved;
        if (was != is) watcher.accept(next);
    }

    /** Writes the rest and closes the file; takes no longer than a second. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
