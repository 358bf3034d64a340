package discedge.experiment.bench;

import java.util.List;

/**
 * How fast a store of three members is.
 *
 * @param kind {@code embedded} or {@code FReD}
 * @param updatesPerSecond by {@value StoreBench#CLIENTS} clients at once
 * @param rounds the same, round by round
 * @param update of one of them, in ms
 * @param read of one item, in ms
 * @param scan of a session of {@value StoreBench#TURNS} turns, in ms
 */
record StoreFigures(String kind, double updatesPerSecond, List<Double> rounds, NodeFigures.Spread update, NodeFigures.Spread read, NodeFigures.Spread scan) {
    /** The embedded replica takes at least so many times the updates of FReD. */
    static final double RATE_LIMIT = 3;
    /** A session is read in at most so many ms, by the median. */
    static final double SCAN_LIMIT_MS = 2;

    StoreFigures {
        rounds = List.copyOf(rounds);
    }
}
