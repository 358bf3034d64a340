package discedge.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.simulation.check.Ending;
import discedge.simulation.check.Violation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HistoryCheckerRandomTest {
    private static final int STORIES = 1_500;
    private static final int PLANTED = 500;

    @Test
    void findsNothingInHistoriesThatHoldToTheRules() {
        for (long seed = 0; seed < STORIES; seed++) {
            Story story = RandomStory.tell(seed, 60);
            String where = "seed " + seed;
            assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states())), where);
            assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet()), where + ", told from the events");
            assertEquals(List.of(), HistoryChecker.check(story.events.subList(0, story.events.size() / 2)), where + ", half of it");
        }
    }

    /** The invariants that each planted fault breaks; at least one of them is named. */
    private static final Map<Story.Fault, Set<String>> BREAKS = new EnumMap<>(Map.of(
            Story.Fault.ACKNOWLEDGE_BEFORE_LOG, Set.of("I10", "I6"),
            Story.Fault.DROP_ARRIVAL, Set.of("I5"),
            Story.Fault.IGNORE_FORK, Set.of("I11"),
            Story.Fault.RESURRECT, Set.of("I8"),
            Story.Fault.REPLAY_ANY_REQUEST, Set.of("I6"),
            Story.Fault.STALE_AS_FRESH, Set.of("I9", "I2", "I1")));

    @Test
    void findsEveryPlantedFault() {
        BREAKS.forEach((fault, invariants) -> {
            int caught = 0;
            Set<String> named = new TreeSet<>();
            for (long seed = 0; seed < PLANTED; seed++) {
                Story story = RandomStory.tell(seed, 60, fault);
                List<Violation> violations = HistoryChecker.check(story.events, Ending.quiet(story.states()));
                violations.forEach(v -> named.add(v.invariant()));
                if (violations.stream().anyMatch(v -> invariants.contains(v.invariant()))) caught++;
            }
            int seen = caught;
            assertTrue(seen >= 3, () -> fault + ": caught in " + seen + " of " + PLANTED + " stories, named " + named);
        });
    }
}
