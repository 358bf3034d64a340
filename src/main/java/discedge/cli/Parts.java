package discedge.cli;

import discedge.experiment.run.LabPlayer;
import discedge.experiment.run.ScenarioPlayer;
import discedge.lab.LabEngines;
import discedge.lab.store.LabStores;
import discedge.node.EdgeNodeRunner;
import discedge.node.Engines;
import discedge.node.NodeRunner;
import discedge.simulation.CoreFactory;
import discedge.simulation.HistoryResult;
import discedge.simulation.Simulation;
import discedge.simulation.check.Violation;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** What the commands call. */
record Parts(Engines engines, BiFunction<LabEngines, LabStores, ScenarioPlayer> players, SimulationRunner simulation, Benchmark syncBenchmark, Benchmark nodeBenchmark, HandoverBenchmark.Maker handoverBenchmark, Benchmark consoleBenchmark, NodeRunner node, ConsoleCommand.Window window) {
    static Parts wired() {
        Engines engines = Engines.ofPlatform();
        return new Parts(engines, LabPlayer::new, Parts::simulate, new SyncBenchmark(), new NodeBenchmark(), HandoverBenchmark::new, new ConsoleBenchmark(), new EdgeNodeRunner(engines), new ConsoleWindow());
    }

    private static SimulationRunner.Result simulate(long seed, OptionalInt nodes) {
        HistoryResult result = Simulation.history(seed, nodes.orElse(0), CoreFactory.REAL);
        return new SimulationRunner.Result((int) result.acknowledgedTurns(), result.faults(), result.violations().stream().map(Violation::toString).toList());
    }
}
