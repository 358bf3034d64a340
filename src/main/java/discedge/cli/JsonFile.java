package discedge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.node.CommandLines.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results as JSON files. */
final class JsonFile {
    private JsonFile() {}

    /** Folders on the way are made. */
    static void write(Path file, JsonNode json) throws FailedException {
        try {
            if (file.toAbsolutePath().getParent() != null) Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, json.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new FailedException(file + " cannot be written: " + e.getMessage());
        }
    }
}
