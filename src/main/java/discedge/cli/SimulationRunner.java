package discedge.cli;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Runs one seed of the simulation. Called from several threads, with different seeds. */
@FunctionalInterface
interface SimulationRunner {
    /** @param nodes empty = as many as the seed says */
    Result run(long seed, OptionalInt nodes);

    /**
     * @param acknowledgedTurns turns that a client was given the answer of
     * @param faults how often each kind was put in place
     * @param violations in words, each naming its rule (I1–I12); empty if all rules held
     */
    record Result(int acknowledgedTurns, Map<String, Integer> faults, List<String> violations) {}
}
