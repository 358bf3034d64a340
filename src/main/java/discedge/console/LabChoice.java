package discedge.console;

import discedge.console.model.Settings;
import discedge.lab.LabEngines;
import discedge.models.ModelException;
import discedge.models.Progress;
import discedge.models.StoredModel;
import discedge.node.EngineConfig;
import discedge.node.Engines;
import java.util.Optional;

/** Which LLM the lab runs with: as asked for at the start, else a model that is here, else the simulated one. Safe for many threads. */
final class LabChoice {
    private final Console.Options options;
    private final Engines engines;
    private volatile EngineConfig now = EngineConfig.Simulated.STANDARD;
    private volatile Optional<String> mistake = Optional.empty();

    LabChoice(Console.Options options) {
        this.options = options;
        this.engines = new Engines(options.folders().cache());
    }

    /** Of the first lab. Looks at files. */
    LabEngines first(Settings settings) {
        if (options.engine().isPresent()) return take(options.engine().get());
        Optional<StoredModel> here = settings.simulated() ? Optional.empty() : stored();
        return take(here.<EngineConfig>map(model -> EngineConfig.LlamaCpp.STANDARD.withModel(model.file().toString())).orElse(EngineConfig.Simulated.STANDARD));
    }

    private Optional<StoredModel> stored() {
        try {
            return engines.models().preferred();
        } catch (ModelException e) {
            mistake = Optional.of(e.getMessage());
            return Optional.empty();
        }
    }

    /** The next lab has this one. */
    LabEngines take(EngineConfig wanted) {
        now = wanted;
        return LabEngines.of(engines, wanted);
    }

    EngineConfig now() {
        return now;
    }

    /** What people call it. */
    String name(EngineConfig config) {
        return LabEngines.of(engines, config).label();
    }

    /** A model of the cache. */
    Optional<String> here() {
        return stored().map(StoredModel::name);
    }

    /** As in {@link discedge.console.engines.EngineChoice#supply}: the engine that was asked for at the start, where that was a real one. */
    EngineConfig supply(Progress progress) throws ModelException, InterruptedException {
        return engines.supplied(options.engine().filter(config -> !(config instanceof EngineConfig.Simulated)).orElse(EngineConfig.LlamaCpp.STANDARD), progress);
    }

    /** Why the models that are here could not be looked at. */
    Optional<String> mistake() {
        return mistake;
    }
}
