package discedge.engine.llama;

import discedge.engine.EngineException;
import java.nio.file.Path;
import java.util.Optional;

/** Tries whether a library takes a model at all, before this process depends on it: native code that gives up ends its process. */
interface LoadTrial {
    /** Believes everything, and knows nothing: for tests. */
    LoadTrial NONE = (_, _) -> Optional.empty();

    /**
     * Returns what was learned of the model; empty where it could not be tried.
     *
     * @throws EngineException with the reason if model and library do not go together on this machine
     */
    Optional<ModelFacts> check(LlamaSettings settings, LibraryFiles library);

    /** @param cache the folder that remembers what was tried and worked */
    static LoadTrial inChildProcess(Path cache) {
        return new ChildTrial(cache.resolve("tried"));
    }
}
