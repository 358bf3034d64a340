package discedge.experiment.bench;

import java.util.List;

/**
 * How much {@code bench node} measures.
 *
 * @param warmUp turns at a durable node before anything is timed: the virtual machine compiles well what ran some ten
 *         thousand times, and until then a turn takes up to three times as long
 * @param settle sessions before the timed ones of each part, whose nodes are new
 * @param samples timed turns of each kind
 * @param contexts ids of context to compare, ascending
 * @param delaysMs one-way delays of the link that a client's roam crosses
 * @param roams timed turns after a roam, for each delay
 */
public record NodeBenchPlan(int warmUp, int settle, int samples, List<Integer> contexts, List<Integer> delaysMs, int roams) {
    /** What the command measures. */
    public static final NodeBenchPlan FULL = new NodeBenchPlan(20_000, 200, 2_000, List.of(100, 500, 1_000, 2_000, 4_000, 8_000), List.of(1, 5, 20, 80), 200);

    public NodeBenchPlan {
        contexts = List.copyOf(contexts);
        delaysMs = List.copyOf(delaysMs);
        if (samples < 1 || roams < 1 || contexts.isEmpty()) throw new IllegalArgumentException("at least one sample of each kind");
    }
}
