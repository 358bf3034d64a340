package discedge.experiment.run;

import discedge.event.PrewarmEvent;

/** What evaluating contexts ahead came to in a run. */
public final class PrewarmTotals {
    private int planned;
    private int declined;
    private int hits;
    private long evaluated;
    private long used;
    private long wasted;

    /**
     * Figures of a run.
     *
     * @param planned times that a session was expected at a node
     * @param declined times that it was thought of and left
     * @param hits turns that found ids evaluated ahead
     * @param evaluated ids evaluated ahead: the cost
     * @param used of these, ids that a turn did not have to evaluate
     * @param wasted of these, ids that no turn can use any more; the rest may still be used
     */
    public record Figures(int planned, int declined, int hits, long evaluated, long used, long wasted) {}

    void apply(PrewarmEvent event) {
        switch (event) {
            case PrewarmEvent.Planned _ -> planned++;
            case PrewarmEvent.Declined _ -> declined++;
            case PrewarmEvent.Started _ -> { }
            case PrewarmEvent.Ended seen -> evaluated += seen.evaluated();
            case PrewarmEvent.Used seen -> {
                if (seen.used() > 0) hits++;
                used += seen.used();
                wasted += seen.wasted();
            }
            case PrewarmEvent.Wasted seen -> wasted += seen.ids();
        }
    }

    Figures figures() {
        return new Figures(planned, declined, hits, evaluated, used, wasted);
    }
}
