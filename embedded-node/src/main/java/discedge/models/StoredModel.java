package discedge.models;

import discedge.engine.ModelName;
import discedge.engine.gguf.GgufInfo;
import java.nio.file.Path;

/**
 * A model in the cache.
 *
 * @param info what its file says
 * @param sha256 of the file, as it was when it came
 */
public record StoredModel(Path file, GgufInfo info, String sha256) {
    /** Without what tells how the weights are packed. */
    public String name() {
        return ModelName.ofFile(file.getFileName().toString());
    }
}
