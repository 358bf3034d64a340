package discedge.lab;

import discedge.context.PrewarmPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lab is made of.
 *
 * @param links the pairs of nodes that have one
 * @param seed of everything random in it: engines, jitter, epochs, redials
 * @param durable nodes write a log, in a folder that goes with the lab; otherwise memory only
 * @param window the engines' window in ids
 * @param prewarm whose contexts nodes evaluate before their clients are there
 */
public record LabSettings(List<LabNode> nodes, List<Pair> links, long seed, boolean durable, int window, PrewarmPolicy prewarm) {
    public static final int DEFAULT_WINDOW = 8_192;

    /** Two nodes with a link between them. */
    public record Pair(String a, String b) {}

    public LabSettings {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        if (nodes.isEmpty()) throw new IllegalArgumentException("a lab has at least one node");
    }

    /** Every pair of nodes has a link. */
    public LabSettings(List<LabNode> nodes, long seed, boolean durable, int window) {
        this(nodes, everyPair(nodes), seed, durable, window, PrewarmPolicy.PREDICTED);
    }

    public static LabSettings of(List<LabNode> nodes, long seed) {
        return new LabSettings(nodes, seed, true, DEFAULT_WINDOW);
    }

    public LabSettings withLinks(List<Pair> pairs) {
        return new LabSettings(nodes, pairs, seed, durable, window, prewarm);
    }

    public LabSettings withWindow(int ids) {
        return new LabSettings(nodes, links, seed, durable, ids, prewarm);
    }

    public LabSettings withPrewarm(PrewarmPolicy policy) {
        return new LabSettings(nodes, links, seed, durable, window, policy);
    }

    private static List<Pair> everyPair(List<LabNode> nodes) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < nodes.size(); i++) for (int j = i + 1; j < nodes.size(); j++) pairs.add(new Pair(nodes.get(i).name(), nodes.get(j).name()));
        return pairs;
    }
}
