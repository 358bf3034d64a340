package discedge.experiment.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was seen of a run.
 *
 * @param engine its kind, as the nodes say
 * @param model the model's name, as the nodes say
 * @param profile the profiles' names; empty for engines that have none
 * @param simulated times and texts of answers are not a model's
 * @param store where the nodes kept their records: {@code embedded} or {@code fred}
 * @param modes by the mode's word, in the order played
 */
public record Summary(String version, String scenario, long seed, String engine, String model, String profile, boolean simulated, String consistency,
                      String store, List<String> nodes, Map<String, ModeRun> modes) {
    public Summary {
        nodes = List.copyOf(nodes);
        modes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(modes));
    }

    /**
     * One mode's run.
     *
     * @param planned turns that the scenario has
     * @param ending {@code done}, {@code failed}, {@code interrupted}
     * @param why in words if it is not done; empty otherwise
     * @param turns those that were sent
     * @param setupBytes set-up of node-to-node connections before the first turn
     * @param policy by which contexts were evaluated ahead
     * @param prewarms what that came to
     */
    public record ModeRun(int planned, String ending, String why, List<TurnRow> turns, List<FaultSeen> faults, long setupBytes, String policy, PrewarmTotals.Figures prewarms) {
        public ModeRun {
            turns = List.copyOf(turns);
            faults = List.copyOf(faults);
        }

        /** It was played to its end and every turn of the scenario was answered. */
        public boolean complete() {
            return ending.equals("done") && turns.size() == planned && turns.stream().allMatch(row -> row.outcome().answered());
        }

        public Totals totals() {
            return Totals.of(this);
        }
    }

    public boolean complete() {
        return !modes.isEmpty() && modes.values().stream().allMatch(ModeRun::complete);
    }
}
