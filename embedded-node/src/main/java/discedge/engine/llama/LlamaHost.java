package discedge.engine.llama;

import discedge.engine.EngineException;
import discedge.engine.LlmEngine;
import discedge.engine.gguf.GgufInfo;
import discedge.engine.gguf.GgufReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What llama.cpp engines of a process share: loaded libraries, and each model's weights as long as an engine uses them. Make one a
 * process, so that they are shared; the processor's cores are shared by all, whatever host they are of. Safe for many threads.
 */
public final class LlamaHost {
    private final Path cache;
    private final LoadTrial trial;
    private final Map<Path, LlamaLibrary> libraries = new HashMap<>();
    private final Map<Key, Counted> weights = new HashMap<>();

    private record Key(Path library, Path model) {}

    private static final class Counted {
        final Weights weights;
        int users;

        Counted(Weights weights) {
            this.weights = weights;
        }
    }

    /** @param cache the folder for the extracted library and for what was tried */
    public LlamaHost(Path cache) {
        this(cache, LoadTrial.inChildProcess(cache));
    }

    LlamaHost(Path cache, LoadTrial trial) {
        this.cache = cache;
        this.trial = trial;
    }

    /**
     * Opens an engine. A model that was never loaded here is loaded in a process of its own first, so that one that native code
     * cannot take ends that process and not this one.
     *
     * @throws EngineException in words for everything that can be wrong with file, library and machine
     */
    public LlmEngine open(LlamaSettings settings) {
        Path file = settings.model().toAbsolutePath().normalize();
        GgufInfo info = read(file);
        LibraryFiles files = library(settings);
        trial.check(settings, files);
        synchronized (this) {
            LlamaLibrary library = libraries.computeIfAbsent(files.main(), _ -> LlamaLibrary.load(files));
            var key = new Key(files.main(), file);
            int cells = cells(settings, info);
            FreeMemory.check(info, weights.containsKey(key), cells);
            Counted counted = weights.computeIfAbsent(key, _ -> new Counted(Weights.load(library, file, info)));
            counted.users++;
            try {
                return LlamaEngine.open(counted.weights, settings, cells, ComputeShares.ofThisProcess(), () -> release(key));
            } catch (RuntimeException e) {
                release(key);
                throw e;
            }
        }
    }

    private LibraryFiles library(LlamaSettings settings) {
        return settings.library().map(LibraryFiles::in).orElseGet(() -> BundledLibrary.extract(cache.resolve("native")));
    }

    /**
     * Tries a model without opening an engine, in a process of its own unless that was done before.
     *
     * @return empty where it cannot be tried
     * @throws EngineException as {@link #open} would
     */
    public Optional<ModelFacts> inspect(LlamaSettings settings) {
        read(settings.model());
        return trial.check(settings, library(settings));
    }

    static GgufInfo read(Path file) {
        try {
            GgufInfo info = GgufReader.read(file);
            Optional<String> why = info.whyNoGenerator();
            if (why.isPresent()) throw new EngineException(file.getFileName() + " is no model that can be used: " + why.get());
            return info;
        } catch (IOException e) {
            throw new EngineException(e.getMessage() == null ? file + " cannot be read: " + e : e.getMessage(), e);
        }
    }

    /** The cache's size: a multiple of what the library works in, and no more than the model was trained for. */
    static int cells(LlamaSettings settings, GgufInfo info) {
        long trained = info.window() > 0 ? info.window() : LlamaSettings.CONTEXT;
        if (settings.context() == 0) return (int) Math.min(trained, LlamaSettings.CONTEXT);
        if (settings.context() > trained) {
            throw new EngineException("a context of " + settings.context() + " ids is more than the " + trained + " that " + info.architecture() + " model was trained for: choose a smaller one (context: …)");
        }
        return settings.context();
    }

    private synchronized void release(Key key) {
        Counted counted = weights.get(key);
        if (--counted.users > 0) return;
        weights.remove(key);
        counted.weights.free();
    }

    /** Models whose weights are in memory. */
    synchronized int loadedModels() {
        return weights.size();
    }
}
