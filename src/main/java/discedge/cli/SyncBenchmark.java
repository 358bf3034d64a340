package discedge.cli;

import discedge.experiment.bench.BenchmarkFailedException;
import discedge.experiment.bench.SyncBench;
import discedge.experiment.bench.SyncJson;
import discedge.experiment.bench.SyncWords;
import discedge.node.CommandLines.FailedException;
import java.util.function.Consumer;

/** {@code bench sync}. */
final class SyncBenchmark implements Benchmark {
    @Override
    public Report measure(Consumer<String> say) throws Exception {
        try {
            SyncBench.Result result = SyncBench.measure(say);
            return new Report(SyncJson.of(result), SyncWords.of(result));
        } catch (BenchmarkFailedException e) {
            throw new FailedException(e.getMessage());
        }
    }
}
