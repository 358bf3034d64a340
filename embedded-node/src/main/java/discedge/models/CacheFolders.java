package discedge.models;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a program keeps what it can get again on this platform: models, extracted libraries. */
public final class CacheFolders {
    private CacheFolders() {}

    public static Path platform() {
        return platform(System.getProperty("os.name", ""), System.getProperty("user.home", "."), System.getenv());
    }

    /** XDG Base Directory on Linux and its like, Apple's and Microsoft's folders on theirs. A relative XDG_CACHE_HOME is ignored, as the specification says. */
    static Path platform(String system, String home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) return Path.of(home, "Library", "Caches", "DisCEdge");
        if (name.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isBlank() ? Path.of(home, "AppData", "Local", "DisCEdge") : Path.of(local, "DisCEdge")).resolve("Cache");
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        return !xdg.isBlank() && Path.of(xdg).isAbsolute() ? Path.of(xdg, "discedge") : Path.of(home, ".cache", "discedge");
    }
}
