package discedge.cli;

import discedge.experiment.bench.BenchmarkFailedException;
import discedge.experiment.bench.StoreReport;
import discedge.lab.store.StockFred;
import discedge.node.CommandLines.FailedException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code bench store}. */
record StoreBenchmark(Optional<StockFred> fred) implements Benchmark {
    @Override
    public Report measure(Consumer<String> say) throws Exception {
        try {
            StoreReport report = StoreReport.measure(fred, say);
            return new Report(report.json(), report.lines());
        } catch (BenchmarkFailedException | IOException e) {
            throw new FailedException(e.getMessage());
        }
    }
}
