package discedge.engine.llama;

import discedge.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a llama.cpp library.
 *
 * @param main the one with llama's functions
 * @param before those that it needs, in the order in which they must be loaded
 * @param backends the folder to look for computing back ends in, and the library that looks; empty where they are built in
 * @param name for people
 */
record LibraryFiles(Path main, List<Path> before, Optional<Path> backends, String name) {
    LibraryFiles {
        before = List.copyOf(before);
    }

    static LibraryFiles bundled(Path extracted) {
        return new LibraryFiles(extracted, List.of(), Optional.empty(), "bundled llama.cpp");
    }

    /**
     * A folder that a person named, with {@code libllama} in it and perhaps its {@code libggml}s.
     *
     * @throws EngineException if there is none
     */
    static LibraryFiles in(Path folder) {
        if (Files.isRegularFile(folder)) return new LibraryFiles(folder.toAbsolutePath(), List.of(), Optional.empty(), folder.toString());
        List<Path> files = files(folder);
        Path main = find(files, "(lib)?llama(\\.v?[0-9.]+)?\\.(so|dylib|dll)([.0-9]*)").or(() -> find(files, "(lib)?jllama\\.(so|dylib|dll)"))
                .orElseThrow(() -> new EngineException("the folder " + folder + " has no libllama: name one with llama.cpp's libraries, such as the bin folder of a release"));
        Optional<Path> base = find(files, "(lib)?ggml-base(\\.v?[0-9.]+)?\\.(so|dylib|dll)([.0-9]*)");
        Optional<Path> ggml = find(files, "(lib)?ggml(\\.v?[0-9.]+)?\\.(so|dylib|dll)([.0-9]*)");
        return new LibraryFiles(main, Stream.of(base, ggml).flatMap(Optional::stream).toList(), ggml, folder.toString());
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(Path::toAbsolutePath).sorted().toList();
        } catch (IOException e) {
            throw new EngineException("the library folder " + folder + " cannot be read" + (Files.exists(folder) ? ": " + e.getMessage() : ": it does not exist"), e);
        }
    }

    private static Optional<Path> find(List<Path> files, String pattern) {
        return files.stream().filter(file -> file.getFileName().toString().matches(pattern)).findFirst();
    }
}
