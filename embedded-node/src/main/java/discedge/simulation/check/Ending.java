package discedge.simulation.check;

import java.util.List;
import java.util.Set;

/**
 * What is known of a history's end beside its events.
 *
 * @param quiescent links are healed, nothing is on its way, no request runs: what must hold in the end is judged
 * @param replicas what every living node holds; empty = told from the events, as far as they tell it
 * @param nodesThatLostTheirDisk durable nodes that once began anew with an empty or damaged disk: nothing is asked of what they kept
 */
public record Ending(boolean quiescent, List<FinalState> replicas, Set<String> nodesThatLostTheirDisk) {
    public Ending {
        replicas = List.copyOf(replicas);
        nodesThatLostTheirDisk = Set.copyOf(nodesThatLostTheirDisk);
    }

    /** The history stops somewhere in the middle. */
    public static Ending open() {
        return new Ending(false, List.of(), Set.of());
    }

    /** All is quiet; what the replicas hold is told from the events. */
    public static Ending quiet() {
        return new Ending(true, List.of(), Set.of());
    }

    /** All is quiet and the replicas hold this. */
    public static Ending quiet(List<FinalState> replicas) {
        return new Ending(true, replicas, Set.of());
    }

    public Ending withLostDisks(Set<String> nodes) {
        return new Ending(quiescent, replicas, nodes);
    }
}
