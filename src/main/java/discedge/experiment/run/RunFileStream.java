package discedge.experiment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import discedge.event.EventJson;
import discedge.event.EventLines;
import discedge.event.LabEvent;
import discedge.event.RecordedEvent;
import discedge.event.UnreadableEventException;
import discedge.experiment.run.RunFile.CutShort;
import discedge.experiment.run.RunFile.LeftOut;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a run file event by event, those too whose writer died in mid-line, and holds none of them: a file of any size opens
 * in the memory that its events take. For one thread.
 */
public final class RunFileStream implements Closeable {
    private final Path file;
    private final LineReader lines;
    private final EventLines events = new EventLines();
    private final long size;
    private final Manifest manifest;
    private Optional<CutShort> cutShort = Optional.empty();
    private LeftOut leftOut = LeftOut.NOTHING;
    /** Events so far, those that were left out included. */
    private long count;
    /** Scenarios that began and have not ended. */
    private int open;
    private boolean anyScenario;
    private boolean over;

    private RunFileStream(Path file) throws IOException, InvalidFileException {
        this.file = file;
        this.size = Files.size(file);
        this.lines = new LineReader(Files.newInputStream(file));
        try {
            if (!lines.next()) throw problem("the file is empty");
            this.manifest = readManifest();
        } catch (IOException | InvalidFileException e) {
            lines.close();
            throw e;
        }
    }

    /** @throws InvalidFileException if there is no such file, or it is no run file of this version */
    public static RunFileStream open(Path file) throws InvalidFileException {
        try {
            if (Files.isDirectory(file)) throw new InvalidFileException(new Problem(file.toString(), 0, "this is a folder, not a file"));
            return new RunFileStream(file);
        } catch (NoSuchFileException e) {
            throw new InvalidFileException(new Problem(file.toString(), 0, "there is no such file"));
        } catch (IOException e) {
            throw new InvalidFileException(new Problem(file.toString(), 0, "cannot be read: " + e.getMessage()));
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** @return empty at the end, or where the file is cut short @throws InvalidFileException if a line before its last one is damaged */
    public Optional<RecordedEvent> next() throws InvalidFileException {
        while (!over) {
            try {
                if (!lines.next()) return end(unfinished());
                RecordedEvent event = events.parse(lines.bytes(), lines.from(), lines.length());
                count++;
                count(event);
                return Optional.of(event);
            } catch (UnreadableEventException e) {
                if (!leaveOut(e)) return endOrProblem(e);
            } catch (IOException e) {
                throw problem("cannot be read: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** A whole line that is another version's or one node's mistake costs nothing but itself. */
    private boolean leaveOut(UnreadableEventException why) {
        if (!lines.ended()) return false;
        switch (why.reason()) {
            case UNKNOWN_KIND -> leftOut = leftOut.withUnknown();
            case INCOMPLETE -> leftOut = leftOut.withBroken(lines.number(), why.words());
            case NO_EVENT -> {
                return false;
            }
        }
        count++;
        return true;
    }

    /** So far. */
    public LeftOut leftOut() {
        return leftOut;
    }

    /** After the last event: empty if the file is whole. */
    public Optional<CutShort> cutShort() {
        return cutShort;
    }

    /** Of the file as it was opened, in bytes. */
    public long size() {
        return size;
    }

    /** Bytes so far. */
    public long read() {
        return lines.read();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private Optional<RecordedEvent> end(Optional<CutShort> how) {
        over = true;
        cutShort = how;
        return Optional.empty();
    }

    private Optional<RecordedEvent> endOrProblem(UnreadableEventException noEvent) throws InvalidFileException {
        try {
            if (!lines.atEnd()) throw problem(noEvent.getMessage());
        } catch (IOException e) {
            throw problem("cannot be read: " + e.getMessage());
        }
        if (!isEndMark()) return end(cut(lines.number() - 1, "the last line is not whole"));
        return end(Optional.empty());
    }

    /** {@link RunFileWriter#end} wrote it: nothing is missing. */
    private boolean isEndMark() {
        return new String(lines.bytes(), lines.from(), lines.length(), StandardCharsets.UTF_8).equals(RunFileWriter.endMark(count));
    }

    private void count(RecordedEvent event) {
        if (event.event() instanceof LabEvent.ScenarioStarted) {
            anyScenario = true;
            open++;
        } else if (event.event() instanceof LabEvent.ScenarioEnded) open--;
    }

    /** Lines can be whole and the run still not at its end: its writer was killed between two of them. */
    private Optional<CutShort> unfinished() {
        if (!lines.ended()) return cut(lines.number(), "the last line has no end");
        return open > 0 || !anyScenario ? cut(lines.number(), "the run's end is not in the file") : Optional.empty();
    }

    private static Optional<CutShort> cut(int line, String why) {
        return Optional.of(new CutShort(line, why));
    }

    private Manifest readManifest() throws InvalidFileException {
        try {
            JsonNode json = EventJson.mapper().readTree(new String(lines.bytes(), lines.from(), lines.length(), StandardCharsets.UTF_8));
            int format = json.path("dcerun").asInt(0);
            if (format == 0) throw problem("this is no run file: its first line is no manifest");
            if (format > Manifest.FORMAT) throw problem("written by DisCEdge " + json.path("version").asText("?") + " in a newer format (" + format + "); this one reads up to " + Manifest.FORMAT);
            return EventJson.mapper().treeToValue(json, Manifest.class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw problem("this is no run file: its first line is no manifest");
        }
    }

    private InvalidFileException problem(String message) {
        return new InvalidFileException(new Problem(file.toString(), lines.number(), message));
    }
}
