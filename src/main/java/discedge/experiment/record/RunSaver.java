package discedge.experiment.record;

import discedge.experiment.run.Manifest;
import discedge.experiment.run.RunFileWriter;
import discedge.timeline.log.EventStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CancellationException;

/** Writes a file whole or not at all: what was there before stays until the new one is complete. Takes a while of a large log: for a thread that may. */
public final class RunSaver {
    /** Between two looks at who watches. */
    private static final int BATCH = 2048;

    private RunSaver() {}

    /** Who watches, from the thread that writes. */
    @FunctionalInterface
    public interface Progress {
        /** @param done of {@code all} events @return whether to go on */
        boolean at(long done, long all);
    }

    /** Something that writes a file's content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * The log so far as a run file.
     *
     * @return how many events
     * @throws CancellationException if the progress said so
     */
    public static long run(EventStore store, Manifest manifest, Path file, Progress progress) throws IOException {
        long all = store.size();
        whole(file, out -> {
            var writer = new RunFileWriter(out, manifest);
            for (long id = 1; id <= all; id++) {
                writer.write(store.get(id).event());
                if (id % BATCH == 0) ask(progress, id, all);
            }
            writer.end();
        });
        return all;
    }

    static void ask(Progress progress, long done, long all) {
        if (!progress.at(done, all)) throw new CancellationException("cancelled");
    }

    /** Beside the file first, then in its place. */
    public static void whole(Path file, Content content) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16)) {
                content.writeTo(out);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            move(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
