package discedge.experiment.run;

import discedge.event.EventJson;
import discedge.event.NodeEvent;
import discedge.event.RecordedEvent;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code run.dcerun}: the manifest's line, then a line per event. For one thread, which calls {@link #flush} at least once a second. */
public final class RunFileWriter implements Closeable {
    private final BufferedWriter out;
    private long events;

    /** Begins the file anew. */
    public RunFileWriter(Path file, Manifest manifest) throws IOException {
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        out.write(EventJson.mapper().writeValueAsString(manifest));
        out.write('\n');
        out.flush();
    }

    public void write(NodeEvent event) throws IOException {
        out.write(EventJson.line(new RecordedEvent(++events, event)));
        out.write('\n');
    }

    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
