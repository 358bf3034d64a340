package discedge.experiment.bench;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        Path folder = Files.createTempDirectory("discedge-bench-");
        try {
            return measure(plan, folder, say);
        } catch (IOException | RuntimeException e) {
            // A node that is interrupted while it starts, a file that is interrupted while it syncs: each says it in its own way.
            if (isInterrupt(e)) throw (InterruptedException) new InterruptedException("interrupted while a node was measured").initCause(e);
            throw e;
        } finally {
            delete(folder);
        }
    }

    private static NodeFigures measure(NodeBenchPlan plan, Path folder, Consumer<String> say) throws IOException, InterruptedException {
        var random = new SplittableRandom(SEED);
        say.accept("Warming up: %,d turns.".formatted(plan.warmUp()));
        warmUp(plan, folder.resolve("warm-up"), random);
        say.accept("Turns over a context of %,d ids, in memory and durable in %s: %,d timed of each.".formatted(NodeFigures.CONTEXT_IDS, folder, plan.samples()));
        var added = new AddedTime();
        added.measure(plan, folder, random);
        say.accept("Turns over contexts of " + plan.contexts() + " ids: %,d timed of each.".formatted(plan.samples()));
        List<NodeFigures.ByContext> byContext = ContextCost.measure(plan, random);
        say.accept("Roams over a link with a one-way delay of " + plan.delaysMs() + " ms: " + plan.roams() + " of each.");
        List<NodeFigures.Wait> waits = RoamWait.measure(plan, random);
        return new NodeFigures(plan.samples(), added.memory().spread(), added.durable().spread(), byContext, added.disk().spread(), added.syncBytes(),
                Files.getFileStore(folder).type(), waits, NodeFigures.Machine.here());
    }

    private static boolean isInterrupt(Exception e) {
        if (Thread.currentThread().isInterrupted()) return true;
        for (Throwable cause = e; cause != null; cause = cause.getCause())
            if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) return true;
        return false;
    }

    private static void warmUp(NodeBenchPlan plan, Path log, SplittableRandom random) throws IOException, InterruptedException {
        try (MeasuredNode inMemory = MeasuredNode.start(Optional.empty(), random); MeasuredNode onDisk = MeasuredNode.start(Optional.of(log), random)) {
            for (int turns = 0; turns < plan.warmUp(); turns += 2) {
                // One in eight is durable: its disk is slow, and most of its code is the same.
                MeasuredNode node = turns % 16 == 0 ? onDisk : inMemory;
                int ids = plan.contexts().get(turns / 2 % plan.contexts().size());
                BenchSession session = node.preloaded(ids);
                node.time(session, ids);
                node.forget(session);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
