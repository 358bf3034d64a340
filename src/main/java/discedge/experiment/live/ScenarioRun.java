package discedge.experiment.live;

import discedge.context.Consistency;
import discedge.event.NodeEvent;
import discedge.experiment.run.PlaySink;
import discedge.experiment.run.RunRecorder;
import discedge.experiment.run.RunWatcher;
import discedge.experiment.run.ScenarioPlayer;
import discedge.experiment.run.TurnRows;
import discedge.experiment.scenario.Scenario;
import discedge.session.ContextMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One scenario played on a lab of its own, on a thread of its own, and saved. */
final class ScenarioRun implements Controls.Playing {
    private final Scenario scenario;
    private final Path folder;
    private final CompletableFuture<Path> saved = new CompletableFuture<>();
    private final Thread thread;

    /** @param runs where its folder is made */
    ScenarioRun(ScenarioPlayer player, Scenario scenario, ContextMode mode, Consistency consistency, long seed, Path runs, PlaySink watcher) {
        this.scenario = scenario;
        this.folder = RunRecorder.newFolder(runs, scenario);
        var plan = new RunRecorder.Plan(List.of(mode), consistency, Optional.empty(), seed);
        this.thread = Thread.ofPlatform().daemon().name("scenario").start(() -> run(new RunRecorder(player), plan, watcher));
    }

    private void run(RunRecorder recorder, RunRecorder.Plan plan, PlaySink watcher) {
        try {
            Files.createDirectories(folder);
            RunRecorder.Result result = recorder.play(scenario, plan, folder, _ -> new Watching(watcher));
            // A turn given up, or a run that was stopped, is a result: it is saved, and the log says what it was.
            List<String> lost = result.troubles().stream().filter(trouble -> trouble.startsWith("run.dcerun")).toList();
            if (lost.isEmpty()) saved.complete(folder);
            else saved.completeExceptionally(new Controls.Refused(String.join("\n", lost)));
        } catch (IOException e) {
            saved.completeExceptionally(new Controls.Refused("The run could not be saved in " + folder + ": " + e.getMessage() + ". Is there room, and may this program write there?"));
        } catch (RuntimeException e) {
            saved.completeExceptionally(e);
        }
    }

    private record Watching(PlaySink watcher) implements RunWatcher {
        @Override
        public void event(NodeEvent event, TurnRows rows) {
            watcher.emit(event);
        }

        @Override
        public void piece(int turn, int attempt, String text) {
            watcher.piece(turn, attempt, text);
        }

        @Override
        public void tick(Instant now, TurnRows rows) {}

        @Override
        public void end(TurnRows rows) {}
    }

    String name() {
        return scenario.name();
    }

    @Override
    public CompletableFuture<Path> saved() {
        return saved;
    }

    /** Why it could not be saved. */
    Optional<String> lost() {
        if (!saved.isDone()) return Optional.of("“" + name() + "” was not saved in time.");
        return saved.isCompletedExceptionally() ? Optional.of(saved.exceptionNow().getMessage()) : Optional.empty();
    }

    boolean running() {
        return !saved.isDone();
    }

    @Override
    public void stop() {
        if (running()) thread.interrupt();
    }

    /** Waits for its files. */
    void awaitSaved(Duration atMost) {
        try {
            thread.join(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
