package discedge.experiment.live;

import discedge.context.Consistency;
import discedge.experiment.live.Controls.Playing;
import discedge.experiment.live.Controls.Refused;
import discedge.experiment.run.PlaySink;
import discedge.experiment.run.ScenarioPlayer;
import discedge.experiment.scenario.Scenario;
import discedge.session.ContextMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where scenarios play, one at a time, each on a lab of its own. Safe for many threads. */
final class ScenarioStage {
    private final Path runs;
    private Optional<ScenarioRun> latest = Optional.empty();

    /** @param runs where the folders of played scenarios are made */
    ScenarioStage(Path runs) {
        this.runs = runs;
    }

    /** @throws Refused while another one plays */
    synchronized Playing play(ScenarioPlayer player, Scenario scenario, ContextMode mode, Consistency consistency, long seed, PlaySink watcher) {
        playing().ifPresent(name -> {
            throw new Refused("“" + name + "” is playing. Stop it first.");
        });
        var run = new ScenarioRun(player, scenario, mode, consistency, seed, runs, watcher);
        latest = Optional.of(run);
        return run;
    }

    /** The name of the one that plays. */
    synchronized Optional<String> playing() {
        return latest.filter(ScenarioRun::running).map(ScenarioRun::name);
    }

    /** What was lost of the latest, if it could not be saved. */
    synchronized Optional<String> unsaved() {
        return latest.flatMap(ScenarioRun::lost);
    }

    /** Tells the one that plays to end; does not wait. */
    synchronized void stop() {
        latest.ifPresent(ScenarioRun::stop);
    }

    /** Waits until what was played is saved, or for so long. */
    void awaitSaved(Duration longest) {
        Optional<ScenarioRun> last;
        synchronized (this) {
            last = latest;
        }
        last.ifPresent(run -> run.awaitSaved(longest));
    }
}
