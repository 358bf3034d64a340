package discedge.cli;

import discedge.context.PrewarmPolicy;
import discedge.experiment.bench.BenchmarkFailedException;
import discedge.experiment.bench.handover.HandoverBench;
import discedge.experiment.bench.handover.HandoverFigures;
import discedge.experiment.bench.handover.HandoverJson;
import discedge.experiment.bench.handover.HandoverPlan;
import discedge.experiment.bench.handover.HandoverWords;
import discedge.lab.LabEngines;
import discedge.node.CommandLines.FailedException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** {@code bench handover}. */
final class HandoverBenchmark implements Benchmark {
    private final Callable<LabEngines> engines;
    private final PrewarmPolicy policy;

    /** @param engines called when it is measured; may fetch a model */
    HandoverBenchmark(Callable<LabEngines> engines, PrewarmPolicy policy) {
        this.engines = engines;
        this.policy = policy;
    }

    /** Makes the benchmark that a command's options ask for. */
    @FunctionalInterface
    interface Maker {
        Benchmark of(Callable<LabEngines> engines, PrewarmPolicy policy);
    }

    @Override
    public Report measure(Consumer<String> say) throws Exception {
        try {
            HandoverFigures figures = HandoverBench.measure(HandoverPlan.FULL, engines.call(), policy, 0, say);
            return new Report(HandoverJson.of(figures), HandoverWords.of(figures));
        } catch (BenchmarkFailedException e) {
            throw new FailedException(e.getMessage());
        }
    }
}
