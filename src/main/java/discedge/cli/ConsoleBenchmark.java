package discedge.cli;

import discedge.console.bench.ConsoleBench;
import discedge.console.bench.ConsoleFigures;
import discedge.console.bench.ConsoleFiguresJson;
import discedge.console.bench.ConsoleFiguresWords;
import discedge.experiment.bench.BenchmarkFailedException;
import discedge.node.CommandLines.FailedException;
import java.util.function.Consumer;

/** {@code bench console}. */
final class ConsoleBenchmark implements Benchmark {
    @Override
    public Report measure(Consumer<String> say) throws Exception {
        try {
            ConsoleFigures figures = ConsoleBench.measure(say);
            return new Report(ConsoleFiguresJson.of(figures), ConsoleFiguresWords.of(figures));
        } catch (BenchmarkFailedException e) {
            throw new FailedException(e.getMessage());
        }
    }
}
