package discedge.console;

import discedge.node.DataFolders;
import java.nio.file.Path;

/**
 * Where a console keeps things.
 *
 * @param config settings and how windows were arranged
 * @param data runs that are saved by themselves
 */
public record Folders(Path config, Path data) {
    /** The system's own places for such things. */
    public static Folders platform() {
        return new Folders(DataFolders.config(), DataFolders.platform());
    }

    Path autosave() {
        return data.resolve("autosave");
    }
}
