package discedge.experiment.run;

import discedge.event.EventJson;
import discedge.event.NodeEvent;
import discedge.event.RecordedEvent;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Writes a run file: the manifest's line, then a line per event. For one thread, which calls {@link #flush} at least once a second. */
public final class RunFileWriter implements Closeable {
    private static final Pattern END_MARK = Pattern.compile("\\{\"end\":\\d+}");

    private final BufferedWriter out;
    private long events;

    /** Begins the file anew. */
    public RunFileWriter(Path file, Manifest manifest) throws IOException {
        this(Files.newOutputStream(file), manifest);
    }

    /** Begins a file. @param out is closed with this */
    public RunFileWriter(OutputStream out, Manifest manifest) throws IOException {
        this(out, 0);
        line(EventJson.mapper().writeValueAsString(manifest));
        this.out.flush();
    }

    /** Goes on with a file. @param events that it has; nothing stands after the last one's line */
    public RunFileWriter(OutputStream out, long events) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        this.events = events;
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

    /** The line is the last one of a file whose writer closed it. */
    public static boolean isEndMark(String line) {
        return END_MARK.matcher(line).matches();
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
