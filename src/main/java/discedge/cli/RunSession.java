package discedge.cli;

import discedge.context.Consistency;
import discedge.context.PrewarmPolicy;
import discedge.experiment.run.RunRecorder;
import discedge.experiment.run.RunWatcher;
import discedge.experiment.run.ScenarioPlayer;
import discedge.experiment.scenario.Scenario;
import discedge.lab.LabEngines;
import discedge.lab.store.LabStores;
import discedge.node.CommandLines.FailedException;
import discedge.node.StopSignal;
import discedge.session.ContextMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

/** Plays a scenario in one or more modes in the terminal, and says where the run's files are; they are saved after Ctrl+C too. */
final class RunSession {
    /** Time to close the lab and save after Ctrl+C. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final BiFunction<LabEngines, LabStores, ScenarioPlayer> players;
    private final Terminal terminal;

    /** @param players a player for nodes with such engines and stores */
    RunSession(BiFunction<LabEngines, LabStores, ScenarioPlayer> players, Terminal terminal) {
        this.players = players;
        this.terminal = terminal;
    }

    /**
     * How to play it.
     *
     * @param engines of the nodes; asked for when the run begins, which may take a while
     * @param stores where the nodes keep their records
     * @param modes at least one, each once
     * @param profile for all nodes instead of their own
     * @param prewarm whose contexts the nodes evaluate before the client is there
     * @param out where the files go; empty = a new folder in {@code runs/}
     */
    record Plan(Callable<LabEngines> engines, LabStores stores, List<ContextMode> modes, Consistency consistency, Optional<String> profile, long seed, PrewarmPolicy prewarm, Optional<Path> out) {}

    /** @return the exit code: 0 only if every turn was answered in every mode */
    int play(Scenario scenario, Plan plan) throws Exception {
        return StopSignal.during(() -> played(scenario, plan), GRACE);
    }

    private int played(Scenario scenario, Plan plan) throws Exception {
        var recorder = new RunRecorder(players.apply(plan.engines().call(), plan.stores()));
        Path folder = folder(scenario, plan);
        scenario.notes().forEach(note -> terminal.line("note: " + note));
        terminal.line(opening(scenario, plan));
        RunRecorder.Result result;
        try {
            result = recorder.play(scenario, new RunRecorder.Plan(plan.modes(), plan.consistency(), plan.profile(), plan.seed(), plan.prewarm()), folder, new Lines(scenario, plan));
        } catch (IOException e) {
            throw new FailedException(e.getMessage());
        }
        terminal.line("");
        for (String sentence : SummaryWords.of(result.summary())) Wrapped.lines(sentence, terminal.width() - 1).forEach(terminal::line);
        terminal.line("Files: " + folder + " (run.dcerun, turns.csv, summary.json)");
        if (!result.troubles().isEmpty()) throw new FailedException(String.join("\n", result.troubles()));
        return result.complete() ? 0 : 1;
    }

    /** What is seen of it here. */
    private final class Lines implements RunRecorder.Audience {
        private final Scenario scenario;
        private final Plan plan;

        Lines(Scenario scenario, Plan plan) {
            this.scenario = scenario;
            this.plan = plan;
        }

        @Override
        public RunWatcher watcher(ContextMode mode) {
            if (plan.modes().size() > 1) terminal.line("mode " + mode.word());
            return terminal.interactive() ? new LiveTable(terminal, scenario.nodeNames()) : new PlainLines(terminal, scenario.nodeNames());
        }

        @Override
        public void broke(RuntimeException mistake) {
            if (Boolean.getBoolean("discedge.trace")) mistake.printStackTrace(terminal.out());
        }
    }

    private static Path folder(Scenario scenario, Plan plan) throws FailedException {
        Path folder = plan.out().orElseGet(() -> RunRecorder.newFolder(Path.of("runs"), scenario));
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new FailedException("the folder " + folder + " cannot be made: " + e.getMessage() + "; choose another with --out");
        }
    }

    private static String opening(Scenario scenario, Plan plan) {
        return scenario.name() + ": " + Words.count(scenario.turns().size(), "turn") + ", nodes " + Words.list(scenario.nodes().stream().map(RunSession::named).toList())
                + ", " + plan.consistency().word() + ", seed " + plan.seed();
    }

    private static String named(Scenario.Node node) {
        return node.label().equals(node.name()) ? node.name() : node.name() + " (" + node.label() + ")";
    }
}
