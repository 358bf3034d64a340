package discedge.simulation;

import discedge.event.NodeEvent;
import discedge.simulation.check.Ending;
import discedge.simulation.check.Rules;
import discedge.simulation.check.Violation;
import java.util.List;

/**
 * Judges docs/protocol.md, "What must always hold", over an event log alone. A pure function; time and memory grow with the
 * events and the lists in them.
 *
 * <p>The list's order is the order in which things happened; clocks ({@link NodeEvent#at}) are not looked at. The history
 * begins when the nodes do. Nodes emit what they decide about a session in the order they decide it, so that an arrival
 * stands before the prompt that was built knowing it.
 */
public final class HistoryChecker {
    private HistoryChecker() {}

    /** What does not hold in a history that may still go on: nothing is said of how it ends. */
    public static List<Violation> check(List<NodeEvent> history) {
        return check(history, Ending.open());
    }

    /** @return every violation, by event; empty where all holds */
    public static List<Violation> check(List<NodeEvent> history, Ending ending) {
        return Rules.judge(history, ending);
    }
}
