package discedge.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import discedge.context.Saboteurs;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Set<String> KINDS = Set.of("crash", "crash-before-the-log-write", "crash-after-the-log-write", "partition", "partition-one-way", "connection-dropped", "delay",
            "reordering", "duplicate", "lost-message", "disk-full", "restart-with-disk", "restart-without-disk",
            "torn-write", "clock-skew", "delete", "two-clients", "retry-elsewhere", "hang-up", "flipped-bit", "session-expired");

    @Test
    void nothingIsViolatedInThreeHundredFaultyHistories() {
        var failing = new TreeMap<Long, String>();
        var faults = new TreeMap<String, Integer>();
        long acknowledged = 0;
        for (long seed = 1; seed <= 300; seed++) {
            HistoryResult result = Simulation.history(seed, 0, CoreFactory.REAL);
            if (!result.violations().isEmpty()) failing.put(seed, result.violations().getFirst().toString());
            result.faults().forEach((kind, count) -> faults.merge(kind, count, Integer::sum));
            acknowledged += result.acknowledgedTurns();
        }
        assertEquals(Map.of(), failing, "replay one with: simulate --seeds SEED-SEED");
        assertTrue(acknowledged > 1_000, "the histories get somewhere: " + acknowledged);
        for (String kind : KINDS) assertTrue(faults.getOrDefault(kind, 0) > 0, "no " + kind + " among " + faults);
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        for (long seed = 1; seed <= 20; seed++)
            assertEquals(Simulation.history(seed, 0, CoreFactory.REAL).history(), Simulation.history(seed, 0, CoreFactory.REAL).history(), "seed " + seed);
    }

    @Test
    void acknowledgingBeforeTheLogIsCaught() {
        caught(Saboteurs::acknowledgeBeforeTheLog, "I10");
    }

    @Test
    void droppingAnArrivingRecordIsCaught() {
        caught(Saboteurs::dropAnArrivingRecord, "I5");
    }

    @Test
    void ignoringAForkIsCaught() {
        caught(Saboteurs::ignoreAFork, "I11");
    }

    @Test
    void resurrectingADeletedSessionIsCaught() {
        caught(Saboteurs::resurrectADeletedSession, "I8");
    }

    @Test
    void replayingWithoutComparingTheRequestIsCaught() {
        caught(Saboteurs::replayWithoutComparingTheRequest, "I6");
    }

    @Test
    void takingAStaleReadAsFreshIsCaught() {
        caught(Saboteurs::takeAStaleReadAsFresh, "I1");
    }

    @Test
    void committingWithoutLookingIsCaught() {
        caught(Saboteurs::commitWithoutLooking, "I6");
    }

    @Test
    void forgettingTooEarlyIsCaught() {
        caught(Saboteurs::forgetTooEarly, "I13");
    }

    /** Some seed of the first few hundred shows the planted fault, under the invariant that names it. */
    private static void caught(Supplier<CoreFactory> sabotage, String invariant) {
        var seen = new TreeSet<String>();
        for (long seed = 1; seed <= 600; seed++) {
            HistoryResult result = Simulation.history(seed, 0, sabotage.get());
            result.violations().forEach(v -> seen.add(v.invariant()));
            if (seen.contains(invariant)) return;
        }
        fail("600 seeds with a planted fault and no violation of " + invariant + "; found were " + seen);
    }
}
