package discedge.engine.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import discedge.engine.EngineException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;

/** The system's loader of libraries, asked for its reasons: {@link SymbolLookup} keeps them to itself. */
final class DynamicLoader {
    private static final int RTLD_NOW = 2;
    /** A message is at most so long; C strings have no length of their own. */
    private static final long LONGEST_MESSAGE = 8_192;

    private DynamicLoader() {}

    /**
     * Loads a library for good: threads of it may live on.
     *
     * @throws EngineException with the system's reason
     */
    static SymbolLookup load(Path library) {
        try {
            return SymbolLookup.libraryLookup(library, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new EngineException("the library " + library + " cannot be loaded: " + why(library), e);
        }
    }

    private static String why(Path library) {
        String reason = reason(library);
        if (reason.contains("GLIBC") || reason.contains("GLIBCXX")) return reason + "; it was built for a newer system than this one: take the bundled one, or one built here";
        if (reason.contains("libgomp")) return reason + "; install libgomp1 (Debian, Ubuntu) or libgomp (Fedora)";
        return reason;
    }

    private static String reason(Path library) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup system = linker.defaultLookup();
        var open = system.find("dlopen");
        var error = system.find("dlerror");
        if (open.isEmpty() || error.isEmpty()) return "the system does not say why; is it for this kind of machine, and are the libraries that it needs beside it?";
        try (Arena arena = Arena.ofConfined()) {
            var loaded = (MemorySegment) linker.downcallHandle(open.get(), FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT)).invoke(arena.allocateFrom(library.toString()), RTLD_NOW);
            if (loaded.address() != 0) return "it loads by itself, but not here";
            var message = (MemorySegment) linker.downcallHandle(error.get(), FunctionDescriptor.of(ADDRESS)).invoke();
            return message.address() == 0 ? "for a reason that the system does not say" : message.reinterpret(LONGEST_MESSAGE).getString(0);
        } catch (Throwable e) {
            return e.toString();
        }
    }
}
