package discedge.experiment.run;

import discedge.event.EventJson;
import discedge.event.NodeEvent;
import discedge.event.RecordedEvent;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a run file: the manifest's line, then a line per event. For one thread, which calls {@link #flush} at least once a second. */
public final class RunFileWriter implements Closeable {
    private final BufferedWriter out;
    private long events;

    /** Begins the file anew. */
    public RunFileWriter(Path file, Manifest manifest) throws IOException {
        this(file, manifest, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** @param options {@code CREATE_NEW} for a name that nobody else has */
    public RunFileWriter(Path file, Manifest manifest, OpenOption... options) throws IOException {
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, options);
        line(EventJson.mapper().writeValueAsString(manifest));
        out.flush();
    }

    private RunFileWriter(BufferedWriter out, long events) {
        this.out = out;
        this.events = events;
    }

    /** Goes on with a file. @param events that it has; nothing stands after the last one's line */
    public static RunFileWriter on(Path file, long events) throws IOException {
        return new RunFileWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.WRITE, StandardOpenOption.APPEND), events);
    }

    public void write(NodeEvent event) throws IOException {
        line(EventJson.line(new RecordedEvent(++events, event)));
    }

    /** Says that nothing is missing: whoever opens the file need not warn. Nothing is written after it. */
    public void end() throws IOException {
        line(endMark(events));
        out.flush();
    }

    /** The last line of a file whose writer closed it. */
    static String endMark(long events) {
        return "{\"end\":" + events + "}";
    }

    public void flush() throws IOException {
        out.flush();
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
