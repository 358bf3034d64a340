package discedge.experiment.run;

import discedge.event.RecordedEvent;
import discedge.node.yaml.InvalidFileException;
import discedge.node.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/** Reads run files whole. For large ones there is {@link RunFileStream}. */
public final class RunFileReader {
    private RunFileReader() {}

    /** @throws InvalidFileException if there is no such file, it is no run file of this version, or a line in its middle is damaged */
    public static RunFile read(Path file) throws InvalidFileException {
        try (RunFileStream stream = RunFileStream.open(file)) {
            var events = new ArrayList<RecordedEvent>();
            for (Optional<RecordedEvent> event = stream.next(); event.isPresent(); event = stream.next()) events.add(event.get());
            return new RunFile(stream.manifest(), events, stream.leftOut(), stream.cutShort());
        } catch (IOException e) {
            throw new InvalidFileException(new Problem(file.toString(), 0, "cannot be read: " + e.getMessage()));
        }
    }
}
