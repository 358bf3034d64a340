package discedge.cli;

import discedge.lab.LabEngines;
import discedge.models.KnownModel;
import discedge.models.ModelException;
import discedge.node.CommandLines.FailedException;
import discedge.node.EngineConfig;
import discedge.node.EngineOptions;
import discedge.node.Engines;
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

    private LabEngines supplied(EngineConfig wanted) throws FailedException, InterruptedException {
        try {
            return LabEngines.of(engines, engines.supplied(wanted, new ProgressLine(terminal, KnownModel.SMOLLM2.name())));
        } catch (ModelException e) {
            throw new FailedException(e.getMessage());
        } catch (CancellationException e) {
            throw new InterruptedException(e.getMessage());
        }
    }
}
