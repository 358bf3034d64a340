package discedge.node;

import discedge.node.yaml.YamlMap;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the {@code engine} of a node's configuration. */
final class EngineReader {
    private EngineReader() {}

    static EngineConfig read(YamlMap map) {
        return switch (map.word("kind", EngineConfig.KINDS).orElse("simulated")) {
            case "llama-cpp" -> llamaCpp(map);
            case "llama-server" -> llamaServer(map);
            default -> simulated(map);
        };
    }

    private static EngineConfig simulated(YamlMap map) {
        map.only("kind", "profile", "window", "seed", "slots");
        var base = EngineConfig.Simulated.STANDARD;
        return new EngineConfig.Simulated(map.word("profile", NodeConfig.PROFILES).orElse(base.profile()),
                (int) map.number("window", 64, 1_000_000).orElse(base.window()), seed(map, base.seed()), slots(map, base.slots()));
    }

    private static EngineConfig llamaCpp(YamlMap map) {
        map.only("kind", "model", "library", "threads", "context", "slots", "seed");
        var base = EngineConfig.LlamaCpp.STANDARD;
        return new EngineConfig.LlamaCpp(map.text("model"), map.parsed("library", Path::of), (int) map.number("threads", 1, 1_024).orElse(base.threads()),
                (int) map.number("context", 256, 10_000_000).orElse(base.context()), slots(map, base.slots()), seed(map, base.seed()));
    }

    private static EngineConfig llamaServer(YamlMap map) {
        map.only("kind", "url", "api_key", "slots");
        map.required("url");
        Optional<URI> url = map.parsed("url", EngineReader::url);
        return new EngineConfig.LlamaServer(url.orElse(URI.create("http://127.0.0.1:8080")), map.text("api_key"), slots(map, 0));
    }

    /** @throws IllegalArgumentException if the text is no address of a server */
    static URI url(String text) {
        if (text.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) return URI.create(text.replaceFirst("/+$", ""));
        throw new IllegalArgumentException("'" + text + "' is no http(s)://HOST:PORT, as in http://127.0.0.1:8080");
    }

    private static long seed(YamlMap map, long base) {
        return map.number("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(base);
    }

    private static int slots(YamlMap map, int base) {
        return (int) map.number("slots", 1, 1_024).orElse(base);
    }
}
