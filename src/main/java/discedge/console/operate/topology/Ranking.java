package discedge.console.operate.topology;

import discedge.timeline.forecast.Forecast;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Nodes in the order of how soon the client would have an answer there. */
final class Ranking {
    private static final Comparator<NodeFacts> BY_FIRST_TOKEN = Comparator.comparingInt(Ranking::rank)
            .thenComparing(node -> node.forecast().flatMap(Forecast::firstToken).orElse(Duration.ofDays(1)));

    private Ranking() {}

    static List<NodeFacts> of(Collection<NodeFacts> nodes) {
        return nodes.stream().sorted(BY_FIRST_TOKEN).toList();
    }

    /** Whether an answer is to be had, and a whole one. */
    private static int rank(NodeFacts node) {
        return node.forecast().map(forecast -> switch (forecast.state()) {
            case SAFE, WAIT -> 0;
            case STALE -> 1;
            case UNKNOWN -> 2;
            case FAILS -> 3;
        }).orElse(4);
    }
}
