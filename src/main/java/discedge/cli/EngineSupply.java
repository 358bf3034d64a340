package discedge.cli;

import discedge.lab.LabEngines;
import discedge.models.KnownModel;
import discedge.models.ModelException;
import discedge.node.CommandLines.FailedException;
import discedge.node.EngineConfig;
import discedge.node.EngineOptions;
import discedge.node.Engines;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** The engines that a command's options ask for; a model that is not here is fetched, with its progress shown. */
final class EngineSupply {
    private final Engines engines;
    private final Terminal terminal;

    EngineSupply(Engines engines, Terminal terminal) {
        this.engines = engines;
        this.terminal = terminal;
    }

    /** Wrong options are told at once; fetching waits until it is called. */
    Callable<LabEngines> of(EngineOptions options) throws FailedException {
        return options.given() ? of(options, EngineConfig.Simulated.STANDARD) : () -> LabEngines.SIMULATED;
    }

    /** The same over another engine than the simulated one. */
    Callable<LabEngines> of(EngineOptions options, EngineConfig base) throws FailedException {
        EngineConfig wanted = options.over(base);
        return () -> supplied(wanted);
    }

    /** The same for a window, which opens its engines itself: fetched before it opens. Empty where nothing was asked for. */
    Optional<EngineConfig> config(EngineOptions options) throws FailedException, InterruptedException {
        return options.given() ? Optional.of(fetched(options.over(EngineConfig.Simulated.STANDARD))) : Optional.empty();
    }

    private LabEngines supplied(EngineConfig wanted) throws FailedException, InterruptedException {
        return LabEngines.of(engines, fetched(wanted));
    }

    private EngineConfig fetched(EngineConfig wanted) throws FailedException, InterruptedException {
        try {
            return engines.supplied(wanted, new ProgressLine(terminal, KnownModel.SMOLLM2.name()));
        } catch (ModelException e) {
            throw new FailedException(e.getMessage());
        } catch (CancellationException e) {
            throw new InterruptedException(e.getMessage());
        }
    }
}
