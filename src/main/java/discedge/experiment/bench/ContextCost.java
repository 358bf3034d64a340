package discedge.experiment.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** How a node's time grows with the context: a node in memory, all lengths in turn, sample by sample. */
final class ContextCost {
    private ContextCost() {}

    static List<NodeFigures.ByContext> measure(NodeBenchPlan plan, SplittableRandom random) throws IOException, InterruptedException {
        List<Samples> timed = plan.contexts().stream().map(ids -> new Samples()).toList();
        try (MeasuredNode node = MeasuredNode.start(Optional.empty(), random)) {
            for (int i = -plan.settle(); i < plan.samples(); i++) for (int at = 0; at < timed.size(); at++) {
                int ids = plan.contexts().get(at);
                BenchSession session = node.preloaded(ids);
                long nanos = node.time(session, ids);
                if (i >= 0) timed.get(at).add(nanos);
                node.forget(session);
            }
        }
        var costs = new ArrayList<NodeFigures.ByContext>();
        for (int at = 0; at < timed.size(); at++) costs.add(new NodeFigures.ByContext(plan.contexts().get(at), timed.get(at).medianMs()));
        return costs;
    }
}
