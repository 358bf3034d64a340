package discedge.experiment.record;

import discedge.event.RecordedEvent;
import discedge.experiment.run.Manifest;
import discedge.experiment.run.RunFile.CutShort;
import discedge.experiment.run.RunFile.LeftOut;
import discedge.experiment.run.RunFileStream;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problem;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Opens a run file into a timeline, folded to its end. Takes a while of a large file: for a thread that may. */
public final class RunOpener {
    /** Between two looks at who watches: some 20 ms. */
    private static final int BATCH = 2048;

    private RunOpener() {}

    /**
     * A file as it was opened.
     *
     * @param cutShort empty if the file is whole
     */
    public record Opened(Path file, Manifest manifest, Timeline timeline, LeftOut leftOut, Optional<CutShort> cutShort) {}

    /** Who watches, from the thread that opens. */
    @FunctionalInterface
    public interface Progress {
        /**
         * So far.
         *
         * @param read of the file, in bytes
         * @param size of the file, in bytes
         * @return whether to go on
         */
        boolean at(long events, long read, long size);
    }

    /**
     * @throws InvalidFileException why it cannot be opened, in words
     * @throws CancellationException if the progress said so
     */
    public static Opened open(Path file, Progress progress) throws InvalidFileException {
        try (RunFileStream stream = RunFileStream.open(file)) {
            return read(file, stream, progress);
        } catch (IOException e) {
            throw new InvalidFileException(new Problem(file.toString(), 0, "cannot be read: " + e.getMessage()));
        } catch (OutOfMemoryError e) {
            throw new InvalidFileException(new Problem(file.toString(), 0, "too large for the memory of this program, "
                    + Runtime.getRuntime().maxMemory() / 1_000_000 + " MB; start it with more, as with JAVA_TOOL_OPTIONS=-Xmx8g"));
        }
    }

    private static Opened read(Path file, RunFileStream stream, Progress progress) throws InvalidFileException {
        var store = new EventStore();
        var timeline = new Timeline(store, Source.EMBEDDED);
        while (true) {
            Optional<RecordedEvent> event = stream.next();
            event.ifPresent(seen -> store.append(seen.event()));
            if (event.isPresent() && store.size() % BATCH != 0) continue;
            timeline.catchUp();
            boolean goOn = progress.at(store.size(), stream.read(), stream.size());
            if (event.isEmpty()) return new Opened(file, stream.manifest(), timeline, stream.leftOut(), stream.cutShort());
            if (!goOn) throw new CancellationException("opening " + file + " was cancelled");
        }
    }
}
