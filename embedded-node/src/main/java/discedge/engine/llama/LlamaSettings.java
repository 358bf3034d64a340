package discedge.engine.llama;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an engine of llama.cpp is set up.
 *
 * @param model a GGUF file
 * @param library a folder with llama.cpp's libraries; empty = the bundled one
 * @param threads that evaluate a prompt; 0 = one for each core
 * @param context ids that the KV cache holds, and the longest prompt and answer together; 0 = the model's window, up to {@link #CONTEXT}
 * @param slots sessions that share the cache
 * @param seed of answers whose request has none
 */
public record LlamaSettings(Path model, Optional<Path> library, int threads, int context, int slots, long seed) {
    /** What is enough for a long conversation, and takes 190 MB with a model of 23 kB an id. */
    public static final int CONTEXT = 8_192;
    public static final int SLOTS = 8;

    public LlamaSettings {
        if (threads < 0 || context < 0 || slots < 1) throw new IllegalArgumentException("threads and context are at least 0, slots at least 1");
    }

    public static LlamaSettings of(Path model) {
        return new LlamaSettings(model, Optional.empty(), 0, 0, SLOTS, 0);
    }

    public LlamaSettings withSeed(long other) {
        return new LlamaSettings(model, library, threads, context, slots, other);
    }

    public LlamaSettings withContext(int ids, int sessions) {
        return new LlamaSettings(model, library, threads, ids, sessions, seed);
    }

    public LlamaSettings withThreads(int count) {
        return new LlamaSettings(model, library, count, context, slots, seed);
    }

    public LlamaSettings withLibrary(Path folder) {
        return new LlamaSettings(model, Optional.of(folder), threads, context, slots, seed);
    }
}
