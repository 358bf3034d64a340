package discedge.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which engine a node runs, and how. */
public sealed interface EngineConfig {
    List<String> KINDS = List.of("simulated", "llama-cpp", "llama-server");

    /** As in the configuration file. */
    String kind();

    /** The same with another seed, where it has one. */
    EngineConfig withSeed(long seed);

    /**
     * Made-up answers at the pace of a known machine.
     *
     * @param profile one of {@link NodeConfig#PROFILES}
     * @param window the longest context and answer together, in ids
     * @param slots KV cache slots: turns that can be evaluated at once
     */
    record Simulated(String profile, int window, long seed, int slots) implements EngineConfig {
        public static final Simulated STANDARD = new Simulated("apple-m2", 8_192, 1, 4);

        @Override
        public String kind() {
            return "simulated";
        }

        @Override
        public Simulated withSeed(long other) {
            return new Simulated(profile, window, other, slots);
        }
    }

    /**
     * A model run by llama.cpp in this process.
     *
     * @param model a GGUF file, or the name of a model in the cache; empty = the one that is there
     * @param library a folder with llama.cpp's libraries; empty = the bundled one
     * @param threads that evaluate a prompt; 0 = one for each core
     * @param context ids that the KV cache holds, and the longest context and answer together; 0 = the model's window, up to 8,192
     * @param slots sessions that share the cache
     */
    record LlamaCpp(Optional<String> model, Optional<Path> library, int threads, int context, int slots, long seed) implements EngineConfig {
        public static final LlamaCpp STANDARD = new LlamaCpp(Optional.empty(), Optional.empty(), 0, 0, 8, 1);

        @Override
        public String kind() {
            return "llama-cpp";
        }

        @Override
        public LlamaCpp withSeed(long other) {
            return new LlamaCpp(model, library, threads, context, slots, other);
        }

        public LlamaCpp withModel(String other) {
            return new LlamaCpp(Optional.of(other), library, threads, context, slots, seed);
        }
    }

    /**
     * A llama.cpp server.
     *
     * @param url where it is, such as {@code http://127.0.0.1:8080}
     * @param apiKey sent with every request
     * @param slots of the server that this node uses at most; 0 = all, or its part of them where several nodes of a process use the server
     */
    record LlamaServer(URI url, Optional<String> apiKey, int slots) implements EngineConfig {
        @Override
        public String kind() {
            return "llama-server";
        }

        @Override
        public LlamaServer withSeed(long seed) {
            return this;
        }

        /** Without the key, which would end up in logs. */
        @Override
        public String toString() {
            return "LlamaServer[url=" + url + ", apiKey=" + (apiKey.isPresent() ? "***" : "none") + ", slots=" + slots + "]";
        }
    }
}
