package discedge.node;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
        return xdg(environment, "XDG_DATA_HOME").orElseGet(() -> Path.of(home, ".local", "share", "discedge"));
    }

    /** The folder of what a person has set. */
    public static Path config() {
        return config(System.getProperty("os.name", ""), System.getProperty("user.home", "."), System.getenv());
    }

    /** As {@link #platform(String, String, Map)}; on Windows the part that roams with the person. */
    static Path config(String system, String home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) return Path.of(home, "Library", "Application Support", "DisCEdge");
        if (name.startsWith("windows")) {
            String roaming = environment.getOrDefault("APPDATA", "");
            return roaming.isBlank() ? Path.of(home, "AppData", "Roaming", "DisCEdge") : Path.of(roaming, "DisCEdge");
        }
        return xdg(environment, "XDG_CONFIG_HOME").orElseGet(() -> Path.of(home, ".config", "discedge"));
    }

    private static Optional<Path> xdg(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank()).map(Path::of).filter(Path::isAbsolute).map(folder -> folder.resolve("discedge"));
    }
}
