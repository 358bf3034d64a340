package discedge.console;

import discedge.models.CacheFolders;
import discedge.node.DataFolders;
import java.nio.file.Path;

/**
 * Where a console keeps things.
 *
 * @param config settings and how windows were arranged
 * @param data runs that are saved by themselves
 * @param cache models, and what they need to run
 */
public record Folders(Path config, Path data, Path cache) {
    /** The system's own places for such things. */
    public static Folders platform() {
        return new Folders(DataFolders.config(), DataFolders.platform(), CacheFolders.platform());
    }

    Path autosave() {
        return data.resolve("autosave");
    }
}
