package discedge.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;

import discedge.engine.EngineException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A loaded llama.cpp library: its functions by name. It stays loaded as long as the process lives. Safe for many threads. */
final class LlamaLibrary {
    private final LibraryFiles files;
    private final Map<LlamaFunction, MethodHandle> functions = new EnumMap<>(LlamaFunction.class);
    private final NativeLog log = new NativeLog();

    private LlamaLibrary(LibraryFiles files) {
        this.files = files;
    }

    /** @throws EngineException in words: it cannot be loaded, or lacks functions that are needed */
    static LlamaLibrary load(LibraryFiles files) {
        var library = new LlamaLibrary(files);
        try {
            files.before().forEach(DynamicLoader::load);
            library.find(DynamicLoader.load(files.main()));
            library.function(LlamaFunction.LOG_SET).invoke(library.log.callback(), MemorySegment.NULL);
            if (files.backends().isPresent()) loadBackends(files.backends().get());
            library.function(LlamaFunction.BACKEND_INIT).invoke();
            library.checkLayout();
            return library;
        } catch (Throwable e) {
            throw failure("start", e);
        }
    }

    private void find(SymbolLookup lookup) {
        Linker linker = Linker.nativeLinker();
        List<String> missing = new ArrayList<>();
        for (LlamaFunction function : LlamaFunction.values()) {
            lookup.find(function.symbol).ifPresentOrElse(address -> functions.put(function, linker.downcallHandle(address, function.descriptor)), () -> {
                if (!function.optional) missing.add(function.symbol);
            });
        }
        if (!has(LlamaFunction.MEMORY_REMOVE) && !has(LlamaFunction.KV_REMOVE)) missing.add(LlamaFunction.MEMORY_REMOVE.symbol);
        if (missing.isEmpty()) return;
        if (missing.size() > 20) throw new EngineException("the library " + files.main() + " has none of llama.cpp's C functions");
        throw new EngineException("the library " + files.main() + " lacks " + String.join(", ", missing)
                + ": it is too old (before build 4900, March 2025) or too new; take the bundled one, or another version");
    }

    private void checkLayout() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            Structs.checkContextDefaults((MemorySegment) function(LlamaFunction.CONTEXT_DEFAULTS).invoke((SegmentAllocator) arena));
        }
    }

    /** Newer builds have a library for each kind of processor, and choose among those that are there. */
    private static void loadBackends(Path ggml) throws Throwable {
        var load = DynamicLoader.load(ggml).find("ggml_backend_load_all_from_path");
        if (load.isEmpty()) return;
        try (Arena arena = Arena.ofConfined()) {
            Linker.nativeLinker().downcallHandle(load.get(), FunctionDescriptor.ofVoid(ADDRESS)).invoke(arena.allocateFrom(ggml.getParent().toString()));
        }
    }

    boolean has(LlamaFunction function) {
        return functions.containsKey(function);
    }

    MethodHandle function(LlamaFunction function) {
        return functions.get(function);
    }

    NativeLog log() {
        return log;
    }

    LibraryFiles files() {
        return files;
    }

    /** What a failed call becomes. Errors of the machine itself stay what they are. */
    static RuntimeException failure(String what, Throwable e) {
        if (e instanceof EngineException known) return known;
        if (e instanceof Error error) throw error;
        return new EngineException("llama.cpp could not " + what + ": " + e, e);
    }
}
