package discedge.cli;

import discedge.context.Consistency;
import discedge.experiment.run.Manifest;
import discedge.experiment.run.RunFeed;
import discedge.experiment.run.RunFileWriter;
import discedge.experiment.run.RunWatcher;
import discedge.experiment.run.ScenarioPlayer;
import discedge.experiment.run.Summary;
import discedge.experiment.run.SummaryJson;
import discedge.experiment.run.TurnRows;
import discedge.experiment.run.TurnsCsv;
import discedge.experiment.scenario.Scenario;
import discedge.node.CommandLines.FailedException;
import discedge.node.StopSignal;
import discedge.node.Version;
import discedge.session.ContextMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Plays a scenario in one or more modes, shows it, and saves the run's files, after Ctrl+C too. */
final class RunSession {
    /** Time to close the lab and save after Ctrl+C. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final ScenarioPlayer player;
    private final Terminal terminal;

    RunSession(ScenarioPlayer player, Terminal terminal) {
        this.player = player;
        this.terminal = terminal;
    }

    /**
     * How to play it.
     *
     * @param modes at least one, each once
     * @param profile for all nodes instead of their own
     * @param out where the files go; empty = a new folder in {@code runs/}
     */
    record Plan(List<ContextMode> modes, Consistency consistency, Optional<String> profile, long seed, Optional<Path> out) {}

    /** A mode played: its rows as projected, how it ended, and what went wrong with showing and saving it. */
    private record Played(TurnRows rows, Summary.ModeRun run, List<String> troubles) {}

    /** @return the exit code: 0 only if every turn was answered in every mode */
    int play(Scenario scenario, Plan plan) throws Exception {
        return StopSignal.during(() -> played(scenario, plan), GRACE);
    }

    private int played(Scenario scenario, Plan plan) throws FailedException {
        Path folder = folder(scenario, plan);
        scenario.notes().forEach(note -> terminal.line("note: " + note));
        terminal.line(opening(scenario, plan));
        var runs = new LinkedHashMap<String, Played>();
        var troubles = new ArrayList<String>();
        try (var file = new RunFileWriter(folder.resolve("run.dcerun"), manifest(scenario, plan))) {
            for (ContextMode mode : plan.modes()) {
                if (runs.values().stream().anyMatch(played -> played.run().ending().equals("interrupted"))) break;
                if (plan.modes().size() > 1) terminal.line("mode " + mode.word());
                runs.put(mode.word(), play(scenario, plan, mode, file));
            }
        } catch (IOException e) {
            troubles.add("run.dcerun is not whole: " + e.getMessage());
        }
        for (Played played : runs.values()) {
            troubles.addAll(played.troubles());
            if (played.run().ending().equals("failed")) troubles.add("the run failed: " + played.run().why());
        }
        Summary summary = summary(scenario, plan, runs);
        save(folder, summary);
        terminal.line("");
        for (String sentence : SummaryWords.of(summary)) Wrapped.lines(sentence, terminal.width() - 1).forEach(terminal::line);
        terminal.line("Files: " + folder + " (run.dcerun, turns.csv, summary.json)");
        if (!troubles.isEmpty()) throw new FailedException(String.join("\n", troubles.stream().distinct().toList()));
        return summary.complete() && runs.size() == plan.modes().size() ? 0 : 1;
    }

    private Played play(Scenario scenario, Plan plan, ContextMode mode, RunFileWriter file) {
        var rows = new TurnRows(scenario);
        RunWatcher watcher = terminal.interactive() ? new LiveTable(terminal, scenario.nodeNames()) : new PlainLines(terminal, scenario.nodeNames());
        var feed = new RunFeed(rows, file, watcher);
        String ending;
        String why = "";
        try {
            ScenarioPlayer.Ending end = player.play(scenario, new ScenarioPlayer.Settings(mode, plan.consistency(), plan.profile(), plan.seed()), feed);
            ending = end.word();
            why = end.why();
        } catch (InterruptedException e) {
            ending = "interrupted";
            why = "stopped by hand";
        } catch (RuntimeException e) {
            if (Boolean.getBoolean("discedge.trace")) e.printStackTrace(terminal.out());
            ending = "failed";
            why = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        boolean stopped = Thread.interrupted(); // An interrupt would close the files that are yet to be written.
        if (stopped && ending.equals("done")) ending = "interrupted";
        List<String> troubles = feed.finish();
        return new Played(rows, new Summary.ModeRun(scenario.turns().size(), ending, why, rows.rows(), rows.faults(), rows.setupBytes()), troubles);
    }

    private static Manifest manifest(Scenario scenario, Plan plan) {
        return Manifest.of(scenario, Version.text(), plan.seed(), Instant.now(), plan.modes().stream().map(ContextMode::word).toList(), plan.consistency().word(), plan.profile());
    }

    private static Summary summary(Scenario scenario, Plan plan, Map<String, Played> runs) {
        var engines = new TreeSet<String>();
        var modes = new LinkedHashMap<String, Summary.ModeRun>();
        boolean simulated = false;
        for (Map.Entry<String, Played> played : runs.entrySet()) {
            modes.put(played.getKey(), played.getValue().run());
            if (!played.getValue().rows().engine().isEmpty()) engines.add(played.getValue().rows().engine());
            simulated |= played.getValue().rows().simulated();
        }
        String profile = plan.profile().orElseGet(() -> String.join(", ", new TreeSet<>(scenario.nodes().stream().map(Scenario.Node::profile).toList())));
        return new Summary(Version.text(), scenario.name(), plan.seed(), String.join(", ", engines), profile, simulated, plan.consistency().word(), scenario.nodeNames(), modes);
    }

    private static Path folder(Scenario scenario, Plan plan) throws FailedException {
        String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        String bare = Path.of(scenario.file()).getFileName().toString().replaceFirst("\\.ya?ml$", "");
        Path folder = plan.out().orElse(Path.of("runs", time + "-" + bare));
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new FailedException("the folder " + folder + " cannot be made: " + e.getMessage() + "; choose another with --out");
        }
    }

    private static void save(Path folder, Summary summary) throws FailedException {
        try {
            Files.writeString(folder.resolve("summary.json"), SummaryJson.text(summary));
            Files.writeString(folder.resolve("turns.csv"), TurnsCsv.text(summary));
        } catch (IOException e) {
            throw new FailedException("the run's files cannot be written to " + folder + ": " + e.getMessage());
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
