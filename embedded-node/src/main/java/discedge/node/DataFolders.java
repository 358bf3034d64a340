package discedge.node;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a program keeps its data on this platform. */
public final class DataFolders {
    private DataFolders() {}

    /** The folder that has one folder per node id. */
    public static Path platform() {
        return platform(System.getProperty("os.name", ""), System.getProperty("user.home", "."), System.getenv());
    }

    /** XDG Base Directory on Linux and its like, Apple's and Microsoft's folders on theirs. A relative XDG_DATA_HOME is ignored, as the specification says. */
    static Path platform(String system, String home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) return Path.of(home, "Library", "Application Support", "DisCEdge");
        if (name.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return local.isBlank() ? Path.of(home, "AppData", "Local", "DisCEdge") : Path.of(local, "DisCEdge");
        }
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        return !xdg.isBlank() && Path.of(xdg).isAbsolute() ? Path.of(xdg, "discedge") : Path.of(home, ".local", "share", "discedge");
    }
}
