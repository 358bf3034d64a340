package discedge.experiment.run;

import discedge.context.Consistency;
import discedge.context.PrewarmPolicy;
import discedge.experiment.scenario.Scenario;
import discedge.session.ContextMode;
import java.util.Optional;

/** Plays a scenario on a fresh lab. */
public interface ScenarioPlayer {
    /**
     * Starts the nodes and links, plays every turn and fault, waits until all replicas are level and quiet, and closes the
     * lab. Reports {@code ScenarioStarted} first and {@code ScenarioEnded} last, also when it fails or is interrupted.
     *
     * @return how it ended; a turn given up is no exception but {@code failed}
     * @throws InterruptedException if this thread is interrupted; the lab is closed by then
     */
    Ending play(Scenario scenario, Settings settings, PlaySink sink) throws InterruptedException;

    /** The kind of engine that the nodes run. */
    default String engine() {
        return "simulated";
    }

    /** Where the nodes keep their records: {@code embedded} or {@code fred}. */
    default String store() {
        return "embedded";
    }

    /**
     * @param profile for all nodes instead of their own
     * @param prewarm whose contexts the nodes evaluate before the client is there
     */
    record Settings(ContextMode mode, Consistency consistency, Optional<String> profile, long seed, PrewarmPolicy prewarm) {
        public Settings(ContextMode mode, Consistency consistency, Optional<String> profile, long seed) {
            this(mode, consistency, profile, seed, PrewarmPolicy.PREDICTED);
        }
    }

    /**
     * @param word {@code done} or {@code failed}
     * @param why in words if it failed: what happened and what to do
     */
    record Ending(String word, String why) {
        public static final Ending DONE = new Ending("done", "");

        public static Ending failed(String why) {
            return new Ending("failed", why);
        }
    }
}
