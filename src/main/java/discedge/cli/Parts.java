package discedge.cli;

import discedge.experiment.run.ScenarioPlayer;
import discedge.node.NodeRunner;
import discedge.node.UnwiredNode;

/** What the commands call. */
record Parts(ScenarioPlayer player, SimulationRunner simulation, Benchmark syncBenchmark, Benchmark nodeBenchmark, NodeRunner node) {
    /** The parts of this build. Those not wired in yet fail openly. */
    static Parts wired() {
        return new Parts(
                (scenario, settings, sink) -> {
                    throw notWired("ScenarioPlayer");
                },
                (seed, nodes) -> {
                    throw notWired("SimulationRunner");
                },
                say -> {
                    throw notWired("Benchmark for bench sync");
                },
                say -> {
                    throw notWired("Benchmark for bench node");
                },
                new UnwiredNode());
    }

    private static IllegalStateException notWired(String part) {
        return new IllegalStateException("this build has no " + part + " wired in (discedge.cli.Parts)");
    }
}
