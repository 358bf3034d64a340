package discedge.simulation;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Many seeds, one after the other, and what they gave together. */
public final class Simulation {
    private Simulation() {}

    /** One seed's whole history, judged. */
    public static HistoryResult history(long seed, int nodes, CoreFactory cores) {
        return new World(seed, nodes, cores).play();
    }

    /**
     * The sum over seeds.
     *
     * @param seeds how many were run
     * @param violations how many were found
     * @param faults how often each kind struck
     * @param failingSeeds seeds with a violation, with the first one's words
     */
    public record Sum(long seeds, long violations, long acknowledgedTurns, Map<String, Long> faults, Map<Long, String> failingSeeds) {}

    /**
     * @param nodes 0 = each seed chooses
     * @param progress is told how many seeds are done
     * @param cancelled ends it early, with the sum so far
     */
    public static Sum run(long from, long to, int nodes, CoreFactory cores, LongConsumer progress, BooleanSupplier cancelled) {
        var faults = new TreeMap<String, Long>();
        var failing = new TreeMap<Long, String>();
        long violations = 0;
        long acknowledged = 0;
        long done = 0;
        for (long seed = from; seed <= to && !cancelled.getAsBoolean(); seed++) {
            HistoryResult result = history(seed, nodes, cores);
            result.faults().forEach((kind, count) -> faults.merge(kind, (long) count, Long::sum));
            acknowledged += result.acknowledgedTurns();
            violations += result.violations().size();
            if (!result.violations().isEmpty()) failing.put(seed, result.violations().getFirst().toString());
            progress.accept(++done);
        }
        return new Sum(done, violations, acknowledged, faults, failing);
    }
}
