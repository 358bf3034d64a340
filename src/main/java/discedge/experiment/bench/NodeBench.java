package discedge.experiment.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * {@code bench node}: what a node adds to a turn over an engine that takes no time, how that grows with the context, and what
 * a roam waits. Everything runs in this process, over loopback.
 */
public final class NodeBench {
    private static final long SEED = 4;

    private NodeBench() {}

    /**
     * Takes about two minutes with {@link NodeBenchPlan#FULL}.
     *
     * @param say told what begins
     * @throws InterruptedException if this thread is interrupted; nothing is left running and no file stays
     */
    public static NodeFigures measure(NodeBenchPlan plan, Consumer<String> say) throws IOException, InterruptedException {
        var random = new SplittableRandom(SEED);
        Path folder = Files.createTempDirectory("discedge-bench-");
        try {
            say.accept("Turns over a context of %,d ids, in memory and durable in %s: %,d to warm up, %,d timed.".formatted(
                    NodeFigures.CONTEXT_IDS, folder, plan.warmUp(), plan.samples()));
            var added = new AddedTime();
            added.measure(plan, folder, random);
            say.accept("Turns over contexts of " + plan.contexts() + " ids: %,d timed of each.".formatted(plan.samples()));
            List<NodeFigures.ByContext> byContext = ContextCost.measure(plan, random);
            say.accept("Roams over a link with a one-way delay of " + plan.delaysMs() + " ms: " + plan.roams() + " of each.");
            List<NodeFigures.Wait> waits = RoamWait.measure(plan, random);
            return new NodeFigures(plan.samples(), added.memory().spread(), added.durable().spread(), byContext, added.disk().medianMs(), added.syncBytes(),
                    Files.getFileStore(folder).type(), waits, NodeFigures.Machine.here());
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
