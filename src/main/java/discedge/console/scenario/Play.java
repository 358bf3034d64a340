package discedge.console.scenario;

import discedge.console.ConsoleContext;
import discedge.console.kit.Failures;
import discedge.console.kit.FxThread;
import discedge.console.model.Folding;
import discedge.console.model.Frame;
import discedge.console.model.Run;
import discedge.context.Consistency;
import discedge.experiment.live.Controls;
import discedge.experiment.run.Manifest;
import discedge.experiment.scenario.Scenario;
import discedge.lab.client.Position;
import discedge.node.Version;
import discedge.session.ContextMode;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.transcript.Transcripts;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A scenario that plays, or has played, on a lab of its own: its events are a run of the window like any other. On the FX thread. */
final class Play {
    private final ConsoleContext console;
    private final Scenario scenario;
    private final Run run;
    private final Manifest manifest;
    private final Folding folding;
    private final Controls.Playing playing;
    private Optional<Result> result = Optional.empty();
    private boolean stopping;

    private Play(ConsoleContext console, Controls lab, Scenario scenario, How how) {
        this.console = console;
        this.scenario = scenario;
        var timeline = new Timeline(new EventStore(), Source.EMBEDDED);
        var transcripts = new Transcripts();
        run = Run.watched(scenario.name(), timeline, transcripts, scenario.nodes().stream().map(node ->
                new Controls.Site(node.name(), node.label(), new Position(node.position().x(), node.position().y()))).toList());
        manifest = Manifest.of(scenario, Version.text(), how.seed(), Instant.now(), List.of(how.mode().word()), how.consistency().word(), lab.engine(), Optional.empty());
        folding = new Folding(timeline, console.frames()::wake);
        try {
            playing = lab.play(scenario, how.mode(), how.consistency(), how.seed(), new Listening(scenario, folding, transcripts, InstantSource.system()));
        } catch (Controls.Refused e) {
            folding.close();
            throw e;
        }
    }

    /** How to play it. */
    record How(ContextMode mode, Consistency consistency, long seed) {}

    /**
     * Begins, and shows it in the whole window.
     *
     * @param ended called once its files are saved, or could not be
     * @throws Controls.Refused if it cannot begin
     */
    static Play begin(ConsoleContext console, Controls lab, Scenario scenario, How how, Runnable ended) {
        var play = new Play(console, lab, scenario, how);
        play.playing.saved().whenComplete((folder, failure) -> play.end(folder, failure, ended));
        play.watch();
        return play;
    }

    /** On the thread that saved. */
    private void end(Path folder, Throwable failure, Runnable ended) {
        Result its = Result.of(scenario, run.timeline().store(), Optional.ofNullable(folder), Optional.ofNullable(failure).map(Play::words));
        folding.close();
        FxThread.bridge().later(() -> {
            run.timeline().catchUp();
            result = Optional.of(its);
            ended.run();
        });
    }

    private static String words(Throwable failure) {
        Throwable why = Failures.cause(failure);
        return why.getMessage() == null ? why.toString() : why.getMessage();
    }

    Scenario scenario() {
        return scenario;
    }

    /** Empty while it plays. */
    Optional<Result> result() {
        return result;
    }

    boolean isOver() {
        return result.isPresent();
    }

    /** It was told to end. */
    boolean isStopping() {
        return stopping && !isOver();
    }

    void stop() {
        stopping = true;
        playing.stop();
    }

    /** The window shows it now. */
    boolean isWatched() {
        return console.model().run() == run;
    }

    void watch() {
        if (isWatched()) return;
        console.files().show(run, manifest);
        console.model().live();
    }

    /** What the window's cursor is at, if it shows this; else the newest. */
    World world(Frame frame) {
        return isWatched() ? frame.world() : run.timeline().newest();
    }
}
