package discedge.engine.llama;

import discedge.engine.EngineException;
import discedge.engine.gguf.GgufInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;

/** A model's weights in memory, mapped from its file and never written: all contexts of the process share them. */
final class Weights {
    private final LlamaLibrary library;
    private final Path file;
    private final GgufInfo info;
    private final MemorySegment model;
    private final Vocabulary vocabulary;

    private Weights(LlamaLibrary library, Path file, GgufInfo info, MemorySegment model) throws Throwable {
        this.library = library;
        this.file = file;
        this.info = info;
        this.model = model;
        vocabulary = new Vocabulary(library, (MemorySegment) library.function(LlamaFunction.MODEL_VOCABULARY).invoke(model));
    }

    /**
     * @param info of the same file: it is whole
     * @throws EngineException if the library cannot use it, with the library's reason
     */
    static Weights load(LlamaLibrary library, Path file, GgufInfo info) {
        try (Arena arena = Arena.ofConfined()) {
            library.log().clear();
            var parameters = (MemorySegment) library.function(LlamaFunction.MODEL_DEFAULTS).invoke((SegmentAllocator) arena);
            var model = (MemorySegment) library.function(LlamaFunction.MODEL_LOAD).invoke(arena.allocateFrom(file.toString()), parameters);
            if (model.address() == 0) throw new EngineException("llama.cpp cannot load " + file.getFileName() + ": " + library.log().firstReason());
            return checked(library, file, info, model);
        } catch (Throwable e) {
            throw LlamaLibrary.failure("load " + file.getFileName(), e);
        }
    }

    private static Weights checked(LlamaLibrary library, Path file, GgufInfo info, MemorySegment model) throws Throwable {
        boolean answers = (boolean) library.function(LlamaFunction.MODEL_HAS_DECODER).invoke(model) && !(boolean) library.function(LlamaFunction.MODEL_HAS_ENCODER).invoke(model);
        if (!answers) {
            library.function(LlamaFunction.MODEL_FREE).invoke(model);
            throw new EngineException(file.getFileName() + " has an encoder ('" + info.architecture() + "'); only models that go on with a text are supported");
        }
        return new Weights(library, file, info, model);
    }

    LlamaLibrary library() {
        return library;
    }

    Path file() {
        return file;
    }

    GgufInfo info() {
        return info;
    }

    MemorySegment address() {
        return model;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The longest context the model was trained for, in ids. */
    int trainedWindow() {
        try {
            return (int) library.function(LlamaFunction.MODEL_WINDOW).invoke(model);
        } catch (Throwable e) {
            throw LlamaLibrary.failure("tell the model's window", e);
        }
    }

    /** Frees them. No context may be left, and nobody may use the vocabulary any more. */
    void free() {
        vocabulary.close();
        try {
            library.function(LlamaFunction.MODEL_FREE).invoke(model);
        } catch (Throwable e) {
            throw LlamaLibrary.failure("free the model", e);
        }
    }
}
