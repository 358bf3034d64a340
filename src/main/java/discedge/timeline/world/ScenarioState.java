package discedge.timeline.world;

import java.time.Instant;
import java.util.Optional;

/**
 * A scenario that plays or has played.
 *
 * @param turn the one sent last; 0 before the first
 * @param outcome {@code done}, {@code failed}, {@code interrupted}; empty while it plays
 */
public record ScenarioState(long event, String name, String mode, String consistency, long seed, Instant began, int turn, Optional<Instant> ended,
                            Optional<String> outcome) {
    public boolean playing() {
        return outcome.isEmpty();
    }

    ScenarioState turn(int number) {
        return new ScenarioState(event, name, mode, consistency, seed, began, number, ended, outcome);
    }

    ScenarioState ended(Instant time, String how) {
        return new ScenarioState(event, name, mode, consistency, seed, began, turn, Optional.of(time), Optional.of(how));
    }
}
