package discedge.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where sessions go next, learned from where they went: for a session that is at a node and came there from another, how often
 * each node was next. What is known of the owner counts before what is known of everybody, where a client was heading before only
 * where it came from, and that before only where it is.
 *
 * <p>Staying at a node is no step: a context evaluated ahead keeps its worth while its session stays.
 */
final class NextNode {
    /** Weight of not knowing: after one observation the same way is taken for 80 % likely. */
    private static final double DOUBT = 0.25;
    /** The same for ways that others took: one observation of somebody else makes it an even chance. */
    private static final double DOUBT_OTHERS = 1;
    /** How likely a client goes where it is heading, until it was seen how often clients do. */
    private static final double HEADING = 0.75;
    private static final int MOST_WAYS = 20_000;

    private final Map<Way, Map<String, Integer>> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Way, Map<String, Integer>> eldest) {
            return size() > MOST_WAYS;
        }
    };

    /**
     * Where a session is.
     *
     * @param from where it was before {@code at}; empty at the start of a session
     * @param ahead the node that its client's positions point to; empty if they point to none, or are not known
     */
    record Whereabouts(String owner, String from, String at, Optional<String> ahead) {}

    /**
     * @param owner empty = anybody
     * @param from empty = from anywhere
     * @param ahead empty = whatever its heading
     */
    private record Way(String owner, String from, String at, String ahead) {}

    void learn(Whereabouts is, String next) {
        for (Way way : ways(is)) seen.computeIfAbsent(way, _ -> new HashMap<>()).merge(next, 1, Integer::sum);
    }

    /** The ways that tell something, the one that tells most first. */
    private static List<Way> ways(Whereabouts is) {
        String from = is.from.isEmpty() ? "-" : is.from;
        var ways = new ArrayList<Way>();
        is.ahead.ifPresent(ahead -> {
            ways.add(new Way(is.owner, from, is.at, ahead));
            ways.add(new Way("", from, is.at, ahead));
            ways.add(new Way("", "", is.at, ahead));
        });
        ways.add(new Way(is.owner, from, is.at, ""));
        ways.add(new Way(is.owner, "", is.at, ""));
        ways.add(new Way("", from, is.at, ""));
        ways.add(new Way("", "", is.at, ""));
        return ways;
    }

    /** How likely it is that {@code next} is the next other node; 0 where nothing is known. */
    double probability(Whereabouts is, String next) {
        double doubt = 1;
        for (Way way : ways(is)) {
            if (way.ahead.isEmpty() && is.ahead.isPresent() && doubt == 1) {
                // Nobody was seen with this heading here: it is believed for the most part, and the rest goes by the ways taken before.
                if (is.ahead.get().equals(next)) return HEADING;
                doubt = 1 - HEADING;
            }
            Map<String, Integer> counts = seen.get(way);
            if (counts == null) continue;
            int all = counts.values().stream().mapToInt(Integer::intValue).sum();
            return doubt * counts.getOrDefault(next, 0) / (all + (way.owner.isEmpty() ? DOUBT_OTHERS : DOUBT));
        }
        return 0;
    }
}
