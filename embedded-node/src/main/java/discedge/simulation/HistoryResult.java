package discedge.simulation;

import discedge.event.NodeEvent;
import discedge.simulation.check.Violation;
import java.util.List;
import java.util.Map;

/** What one seed gave. */
public record HistoryResult(List<Violation> violations, long acknowledgedTurns, Map<String, Integer> faults, List<NodeEvent> history) {}
