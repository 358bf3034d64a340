package discedge.experiment.run;

import static org.junit.jupiter.api.Assertions.*;

import discedge.context.PrewarmPolicy;
import discedge.experiment.scenario.Place;
import discedge.experiment.scenario.Scenario;
import discedge.experiment.scenario.ScenarioReader;
import discedge.session.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What evaluating ahead costs over a commute across five nodes: of what is evaluated, no turn uses at most a quarter, once there was a day to learn from. */
class CommuteTest {
    private static final double BUDGET = 0.25;
    private static final List<String> WAY = List.of("Home", "Station", "Bridge", "Centre", "Office");
    private final Scenario commute = ScenarioReader.shipped("daily-commute.yaml");

    @Test
    void over_the_shipped_commute_the_budget_is_kept_and_the_next_node_is_mostly_warm() {
        assertEquals(5, commute.nodes().size());
        PrewarmTotals.Pass later = play(PrewarmPolicy.PREDICTED, true).figures().afterFirstPass().orElseThrow();
        assertTrue(later.unusedShare() <= BUDGET, later.toString());
        assertTrue(later.hits() >= 20 && later.evaluated() > 5_000, "it is no budget of nothing: " + later);
    }

    @Test
    void without_positions_the_budget_is_kept_too() {
        PrewarmTotals.Pass later = play(PrewarmPolicy.PREDICTED, false).figures().afterFirstPass().orElseThrow();
        assertTrue(later.unusedShare() <= BUDGET, later.toString());
        assertTrue(later.hits() >= 18, later.toString());
    }

    @Test
    void evaluating_everywhere_costs_more_than_twice_as_much_and_off_costs_nothing() {
        PrewarmTotals.Pass all = play(PrewarmPolicy.ALL, true).figures().whole();
        PrewarmTotals.Pass predicted = play(PrewarmPolicy.PREDICTED, true).figures().whole();
        assertTrue(all.evaluated() > 2 * predicted.evaluated(), all + " against " + predicted);
        var elsewhere = new CommuteInSimulatedTime(List.of("Home", "Station", "Lake", "Hill", "Port"), PrewarmPolicy.ALL, Duration.ofSeconds(3));
        for (int turn = 0; turn < 20; turn++) elsewhere.ask(turn % 4 < 2 ? "Home" : "Station", Optional.empty());
        assertTrue(elsewhere.figures().whole().unusedShare() > BUDGET, "where a client never comes all of it is wasted: " + elsewhere.figures());
        assertEquals(0, play(PrewarmPolicy.OFF, true).figures().evaluated());
    }

    @Test
    void commuters_who_change_their_mind_stay_within_the_budget() {
        for (int seed = 1; seed <= 33; seed++) {
            var random = new SplittableRandom(seed);
            for (double whim : new double[] {0.02, 0.1, 0.3}) {
                var lab = new CommuteInSimulatedTime(WAY, PrewarmPolicy.PREDICTED, Duration.ofSeconds(3));
                for (int at : way(random, 20, whim)) lab.ask(WAY.get(at), Optional.of(Position.ofKm(4.5 * at + random.nextDouble(-0.4, 0.4), random.nextDouble(-0.4, 0.4))));
                PrewarmTotals.Pass later = lab.figures().afterFirstPass().orElseThrow();
                assertTrue(later.unusedShare() <= BUDGET, "seed " + seed + ", " + whim + ": " + later);
            }
        }
    }

    /** There and back so many times; on the way the commuter turns round now and then. */
    private static List<Integer> way(SplittableRandom random, int days, double whim) {
        var way = new ArrayList<Integer>();
        for (int i = 0; i < WAY.size(); i++) way.add(i);
        for (int i = WAY.size() - 2; i >= 0; i--) way.add(i);
        int at = 0;
        int step = 1;
        for (int turns = 0; turns < days * 8; turns++) {
            if (at == 0) step = 1;
            else if (at == WAY.size() - 1) step = -1;
            else if (random.nextDouble() < whim) step = -step;
            at += step;
            way.add(at);
        }
        return way;
    }

    private CommuteInSimulatedTime play(PrewarmPolicy policy, boolean positions) {
        var lab = new CommuteInSimulatedTime(commute.nodeNames(), policy, commute.think());
        for (Scenario.Turn turn : commute.turns()) lab.ask(commute.nodeOf(turn), positions ? position(turn) : Optional.empty());
        return lab;
    }

    private static Optional<Position> position(Scenario.Turn turn) {
        return switch (turn.place()) {
            case Place.At(var at) -> Optional.of(Position.ofKm(at.x(), at.y()));
            case Place.AtNode _ -> Optional.empty();
        };
    }
}
