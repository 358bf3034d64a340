package discedge.node;

import discedge.engine.EngineException;
import discedge.engine.LlmEngine;
import discedge.engine.llama.LlamaHost;
import discedge.engine.llama.LlamaSettings;
import discedge.engine.server.ServerHost;
import discedge.engine.server.ServerSettings;
import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.models.CacheFolders;
import discedge.models.KnownModel;
import discedge.models.ModelException;
import discedge.models.Models;
import discedge.models.Progress;
import discedge.models.StoredModel;
import discedge.runtime.RealPacer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens engines as they are configured. One a process, so that several nodes share a model's weights, or a server's slots without being in each other's. Safe for many threads. */
public final class Engines {
    /** For a server that loads or is gone, when a turn needs it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Models models;
    private final LlamaHost llama;
    private final ServerHost servers = new ServerHost();

    /** @param cache the program's cache folder: models, extracted libraries */
    public Engines(Path cache) {
        models = new Models(cache);
        llama = new LlamaHost(cache);
    }

    /** With the platform's cache folder. */
    public static Engines ofPlatform() {
        return new Engines(CacheFolders.platform());
    }

    public Models models() {
        return models;
    }

    public LlamaHost llama() {
        return llama;
    }

    /**
     * The engine of one of several nodes of this process that have the same.
     *
     * @param nodes a server's slots are divided between them
     * @throws EngineException with what is wrong and what to do, also after an interrupt, which is kept
     */
    public LlmEngine open(EngineConfig config, int nodes) {
        try {
            return open(config, nodes, PATIENCE, _ -> { });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("opening the engine was interrupted", e);
        }
    }

    /**
     * The engine of the only node.
     *
     * @param atMost how long a server that loads or is not there yet is waited for
     * @param say told why it waits
     * @throws EngineException with what is wrong and what to do
     */
    public LlmEngine open(EngineConfig config, Duration atMost, Consumer<String> say) throws InterruptedException {
        return open(config, 1, atMost, say);
    }

    private LlmEngine open(EngineConfig config, int nodes, Duration atMost, Consumer<String> say) throws InterruptedException {
        return switch (config) {
            case EngineConfig.Simulated simulated -> new SimulatedEngine(SimulatedSettings.of(HardwareProfile.named(simulated.profile())).withSeed(simulated.seed())
                    .withWindow(simulated.window()).withSlots(simulated.slots(), 1), new RealPacer());
            case EngineConfig.LlamaCpp inProcess -> llama.open(settings(inProcess));
            case EngineConfig.LlamaServer server -> servers.open(new ServerSettings(server.url(), server.apiKey(), server.slots(), PATIENCE), nodes, atMost, say);
        };
    }

    private LlamaSettings settings(EngineConfig.LlamaCpp config) {
        return new LlamaSettings(file(config), config.library(), config.threads(), config.context(), config.slots(), config.seed());
    }

    private Path file(EngineConfig.LlamaCpp config) {
        try {
            Optional<Path> file = here(config);
            if (file.isPresent()) return file.get();
            throw new EngineException("no model is here: fetch one with 'discedge model get' (" + KnownModel.SMOLLM2.name() + ", " + KnownModel.SMOLLM2.bytes() / 1_000_000
                    + " MB), or name a GGUF file (model: FILE)");
        } catch (ModelException e) {
            throw new EngineException(e.getMessage(), e);
        }
    }

    /** The model's file: as named, or what the cache has; empty if nothing was named and nothing is there. */
    private Optional<Path> here(EngineConfig.LlamaCpp config) throws ModelException {
        if (config.model().isEmpty()) return models.preferred().map(StoredModel::file);
        String name = config.model().get();
        if (Files.exists(Path.of(name))) return Optional.of(Path.of(name));
        Optional<Path> stored = models.find(name).map(StoredModel::file);
        if (stored.isEmpty()) throw new ModelException("there is no file and no model '" + name + "'; 'discedge model list' shows the models that are here");
        return stored;
    }

    /**
     * Makes sure that the engine's model is here, fetching one if none is and none was named.
     *
     * @return the configuration with the model in it
     * @throws ModelException with what to do
     * @throws java.util.concurrent.CancellationException if the listener gave up
     */
    public EngineConfig supplied(EngineConfig config, Progress progress) throws ModelException, InterruptedException {
        return switch (config) {
            case EngineConfig.Simulated simulated -> simulated;
            case EngineConfig.LlamaServer server -> server;
            case EngineConfig.LlamaCpp inProcess -> {
                Optional<Path> here = here(inProcess);
                yield inProcess.withModel((here.isPresent() ? here.get() : models.get(KnownModel.SMOLLM2, progress).file()).toString());
            }
        };
    }
}
