package discedge.experiment.run;

import discedge.event.PrewarmEvent;
import java.time.Duration;
import java.util.Optional;

/** What evaluating contexts ahead came to in a run. */
public final class PrewarmTotals {
    private final Count all = new Count();
    /** Of what came after the client's first pass; empty while it lasts. */
    private Optional<Count> later = Optional.empty();

    private static final class Count {
        int predictions;
        int declined;
        int hits;
        long evaluated;
        long used;
        long wasted;
        Duration took = Duration.ZERO;

        void apply(PrewarmEvent event) {
            switch (event) {
                case PrewarmEvent.Planned _ -> predictions++;
                case PrewarmEvent.Declined _ -> declined++;
                case PrewarmEvent.Started _ -> { }
                case PrewarmEvent.Ended seen -> {
                    evaluated += seen.evaluated();
                    took = took.plus(seen.took());
                }
                case PrewarmEvent.Used seen -> {
                    if (seen.used() > 0) hits++;
                    used += seen.used();
                    wasted += seen.wasted();
                }
                case PrewarmEvent.Wasted seen -> wasted += seen.ids();
            }
        }

        Pass pass() {
            return new Pass(predictions, declined, hits, evaluated, used, wasted, took);
        }
    }

    /**
     * Figures of a part of a run.
     *
     * @param predictions times that a session was expected at a node
     * @param declined times that it was thought of and left
     * @param hits turns that found ids evaluated ahead
     * @param evaluated ids evaluated ahead: the cost
     * @param used of these, ids that a turn did not have to evaluate
     * @param wasted of these, ids that no turn can use any more; the rest may still be used
     * @param took from starts to ends, turns that came between included
     */
    public record Pass(int predictions, int declined, int hits, long evaluated, long used, long wasted, Duration took) {
        /** The part of the ids evaluated ahead that no turn used so far; 0 where none were. */
        public double unusedShare() {
            return evaluated == 0 ? 0 : Math.max(0, evaluated - used) / (double) evaluated;
        }
    }

    /**
     * Figures of a run.
     *
     * @param whole of all of it
     * @param afterFirstPass of what came after the client was back where it began, as before that there is nothing to learn from; empty if it was not
     */
    public record Figures(Pass whole, Optional<Pass> afterFirstPass) {
        public int predictions() {
            return whole.predictions;
        }

        public int hits() {
            return whole.hits;
        }

        public long evaluated() {
            return whole.evaluated;
        }

        public long used() {
            return whole.used;
        }

        public double unusedShare() {
            return whole.unusedShare();
        }
    }

    void apply(PrewarmEvent event) {
        all.apply(event);
        later.ifPresent(count -> count.apply(event));
    }

    /** The client is back where it began. */
    void firstPassEnded() {
        if (later.isEmpty()) later = Optional.of(new Count());
    }

    Figures figures() {
        return new Figures(all.pass(), later.map(Count::pass));
    }
}
