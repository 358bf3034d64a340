package discedge.experiment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import discedge.event.EventJson;
import discedge.event.LabEvent;
import discedge.event.RecordedEvent;
import discedge.experiment.run.RunFile.CutShort;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads run files, those too whose writer died in mid-line. */
public final class RunFileReader {
    private final String name;
    private final BufferedReader in;
    private int line;
    /** The last line read ended with a line break. */
    private boolean ended = true;

    private RunFileReader(String name, BufferedReader in) {
        this.name = name;
        this.in = in;
    }

    /** @throws InvalidFileException if there is no such file, it is no run file of this version, or a line in its middle is no event */
    public static RunFile read(Path file) throws InvalidFileException {
        // The decoder replaces what is no UTF-8: a character cut in two at the end must not hide all before it.
        try (var in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            return new RunFileReader(file.toString(), in).read();
        } catch (NoSuchFileException e) {
            throw new InvalidFileException(new Problem(file.toString(), 0, "there is no such file"));
        } catch (IOException e) {
            throw new InvalidFileException(new Problem(file.toString(), 0, "cannot be read: " + e.getMessage()));
        }
    }

    private RunFile read() throws IOException, InvalidFileException {
        Manifest manifest = manifest(next().orElseThrow(() -> problem("the file is empty")));
        var events = new ArrayList<RecordedEvent>();
        while (true) {
            Optional<String> text = next();
            if (text.isEmpty()) return new RunFile(manifest, events, unfinished(events));
            try {
                events.add(EventJson.parse(text.get()));
            } catch (IllegalArgumentException e) {
                if (!lastLine()) throw problem(e.getMessage());
                return new RunFile(manifest, events, Optional.of(new CutShort(line - 1, "the last line is not whole")));
            }
        }
    }

    private Manifest manifest(String text) throws InvalidFileException {
        try {
            var json = EventJson.mapper().readTree(text);
            int format = json.path("dcerun").asInt(0);
            if (format == 0) throw problem("this is no run file: its first line is no manifest");
            if (format > Manifest.FORMAT) throw problem("written by DisCEdge " + json.path("version").asText("?") + " in a newer format (" + format + "); this one reads up to " + Manifest.FORMAT);
            return EventJson.mapper().treeToValue(json, Manifest.class);
        } catch (JsonProcessingException e) {
            throw problem("this is no run file: its first line is no manifest");
        }
    }

    /** Lines can be whole and the run still not at its end: its writer was killed between two of them. */
    private Optional<CutShort> unfinished(List<RecordedEvent> events) {
        long started = events.stream().filter(event -> event.event() instanceof LabEvent.ScenarioStarted).count();
        long finished = events.stream().filter(event -> event.event() instanceof LabEvent.ScenarioEnded).count();
        if (!ended) return Optional.of(new CutShort(line, "the last line has no end"));
        return started > finished || started == 0 ? Optional.of(new CutShort(line, "the run's end is not in the file")) : Optional.empty();
    }

    private Optional<String> next() throws IOException {
        var text = new StringBuilder();
        int c = in.read();
        if (c < 0) return Optional.empty();
        line++;
        for (; c >= 0 && c != '\n'; c = in.read()) text.append((char) c);
        ended = c == '\n';
        return Optional.of(text.toString());
    }

    private boolean lastLine() throws IOException {
        return !ended || in.read() < 0;
    }

    private InvalidFileException problem(String message) {
        return new InvalidFileException(new Problem(name, line, message));
    }
}
