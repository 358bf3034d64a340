package discedge.context;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where sessions go next, learned from where they went: for a session that is at a node and came there from another, how often
 * each node was next. What is known of the owner counts before what is known of everybody, and where from before only where.
 * Staying at a node is no step: a context evaluated ahead keeps its worth while its session stays.
 */
final class NextNode {
    /** Weight of not knowing: after one observation the same way is taken for 80 % likely. */
    private static final double DOUBT = 0.25;
    private static final int MOST_WAYS = 20_000;

    private final Map<Way, Map<String, Integer>> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Way, Map<String, Integer>> eldest) {
            return size() > MOST_WAYS;
        }
    };

    /**
     * @param owner empty = anybody
     * @param from empty = from anywhere
     */
    private record Way(String owner, String from, String at) {}

    /** @param from where it was before {@code at}; empty at the start of a session */
    void learn(String owner, String from, String at, String next) {
        for (Way way : ways(owner, from, at)) seen.computeIfAbsent(way, _ -> new HashMap<>()).merge(next, 1, Integer::sum);
    }

    private static Way[] ways(String owner, String from, String at) {
        return new Way[] {new Way(owner, from.isEmpty() ? "-" : from, at), new Way("", from.isEmpty() ? "-" : from, at), new Way("", "", at)};
    }

    /** How likely it is that {@code next} is the next other node; 0 where nothing is known. */
    double probability(String owner, String from, String at, String next) {
        for (Way way : ways(owner, from, at)) {
            Map<String, Integer> counts = seen.get(way);
            if (counts == null) continue;
            int all = counts.values().stream().mapToInt(Integer::intValue).sum();
            return counts.getOrDefault(next, 0) / (all + DOUBT);
        }
        return 0;
    }
}
