package discedge.experiment.bench;

import java.util.List;

/**
 * What {@code bench node} measured; all times in milliseconds.
 *
 * @param samples timed turns behind each figure of {@code memory}, {@code durable} and {@code byContext}
 * @param diskSync what the disk itself took to write and sync as many bytes as the timed turn logs
 * @param diskSyncBytes how many bytes those are
 * @param disk the file system of the durable node's log
 */
public record NodeFigures(int samples, Spread memory, Spread durable, List<ByContext> byContext, Spread diskSync, int diskSyncBytes, String disk,
                          List<Wait> waits, Machine machine) {
    /** Ids of context in the timed turns of {@code memory} and {@code durable}. */
    public static final int CONTEXT_IDS = 2_000;

    public NodeFigures {
        byContext = List.copyOf(byContext);
        waits = List.copyOf(waits);
    }

    /** @param p99 by nearest rank */
    public record Spread(double p50, double p99) {}

    /** @param ids of context before the timed turn */
    public record ByContext(int ids, double p50) {}

    /**
     * Wait after a roam.
     *
     * @param delayMs one-way delay of the link between the nodes
     * @param turns how many there were
     * @param waited what the node said it waited ({@code wait_ms})
     * @param roundTripMs median of what the client saw of such a turn in all
     */
    public record Wait(int delayMs, int turns, Spread waited, double roundTripMs) {}

    /** What it was measured on. */
    public record Machine(int cores, String java, String os) {
        public static Machine here() {
            return new Machine(Runtime.getRuntime().availableProcessors(), System.getProperty("java.vm.name") + " " + Runtime.version(),
                    System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        }
    }

    /** How much the largest context costs over the smallest. */
    public double growthMs() {
        return byContext.getLast().p50() - byContext.getFirst().p50();
    }
}
