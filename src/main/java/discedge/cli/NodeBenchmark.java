package discedge.cli;

import discedge.experiment.bench.NodeBench;
import discedge.experiment.bench.NodeBenchPlan;
import discedge.experiment.bench.NodeFigures;
import discedge.experiment.bench.NodeFiguresJson;
import discedge.experiment.bench.NodeFiguresWords;
import java.io.IOException;
import java.util.function.Consumer;

/** {@code bench node}. */
final class NodeBenchmark implements Benchmark {
    @Override
    public Report measure(Consumer<String> say) throws IOException, InterruptedException {
        NodeFigures figures = NodeBench.measure(NodeBenchPlan.FULL, say);
        return new Report(NodeFiguresJson.of(figures), NodeFiguresWords.of(figures));
    }
}
