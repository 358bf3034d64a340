package discedge.experiment.run;

import discedge.context.Consistency;
import discedge.context.PrewarmPolicy;
import discedge.experiment.scenario.Scenario;
import discedge.node.Version;
import discedge.session.ContextMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * Plays a scenario in one or more modes and saves the run's files: run.dcerun as it happens, turns.csv and summary.json at the
 * end, also of a run that was interrupted or failed.
 */
public final class RunRecorder {
    private final ScenarioPlayer player;

    public RunRecorder(ScenarioPlayer player) {
        this.player = player;
    }

    /**
     * How to play it.
     *
     * @param modes at least one, each once
     * @param profile for all nodes instead of their own
     * @param prewarm whose contexts the nodes evaluate before the client is there
     */
    public record Plan(List<ContextMode> modes, Consistency consistency, Optional<String> profile, long seed, PrewarmPolicy prewarm) {
        public Plan(List<ContextMode> modes, Consistency consistency, Optional<String> profile, long seed) {
            this(modes, consistency, profile, seed, PrewarmPolicy.PREDICTED);
        }

        public Plan {
            modes = List.copyOf(modes);
        }
    }

    /** Looks on. */
    public interface Audience {
        /** A mode begins. */
        RunWatcher watcher(ContextMode mode);

        /** Playing broke by a mistake of the program; the run counts as failed. */
        default void broke(RuntimeException mistake) {}
    }

    /**
     * @param troubles what went wrong with playing, showing and saving it, in words; empty if nothing did
     * @param complete every turn was answered in every mode
     */
    public record Result(Summary summary, List<String> troubles, boolean complete) {}

    /** A mode played: its rows as projected, how it ended, and what went wrong with showing and saving it. */
    private record Played(TurnRows rows, Summary.ModeRun run, List<String> troubles) {}

    /** A new folder for a run's files, named after the time and the scenario's file; no other run has it. @param runs where such folders are */
    public static Path newFolder(Path runs, Scenario scenario) {
        String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        String name = time + "-" + Path.of(scenario.file()).getFileName().toString().replaceFirst("\\.ya?ml$", "");
        Path folder = runs.resolve(name);
        for (int i = 2; Files.exists(folder); i++) folder = runs.resolve(name + "-" + i);
        return folder;
    }

    /**
     * Plays and saves. An interrupt of this thread stops the run and is taken; what there is of it is saved.
     *
     * @param folder there is one
     * @throws IOException if the files cannot be written; the message says which and why
     */
    public Result play(Scenario scenario, Plan plan, Path folder, Audience audience) throws IOException {
        var runs = new LinkedHashMap<String, Played>();
        var troubles = new ArrayList<String>();
        try (var file = new RunFileWriter(folder.resolve("run.dcerun"), manifest(scenario, plan))) {
            for (ContextMode mode : plan.modes()) {
                if (runs.values().stream().anyMatch(played -> played.run().ending().equals("interrupted"))) break;
                runs.put(mode.word(), play(scenario, plan, mode, file, audience));
            }
        } catch (IOException e) {
            troubles.add("run.dcerun is not whole: " + e.getMessage());
        }
        for (Played played : runs.values()) {
            troubles.addAll(played.troubles());
            if (played.run().ending().equals("failed")) troubles.add("the run failed: " + played.run().why());
        }
        Summary summary = summary(scenario, plan, player.store(), runs);
        save(folder, summary);
        return new Result(summary, troubles.stream().distinct().toList(), summary.complete() && runs.size() == plan.modes().size());
    }

    private Played play(Scenario scenario, Plan plan, ContextMode mode, RunFileWriter file, Audience audience) {
        var rows = new TurnRows(scenario);
        var feed = new RunFeed(rows, file, audience.watcher(mode));
        String ending;
        String why = "";
        try {
            ScenarioPlayer.Ending end = player.play(scenario, new ScenarioPlayer.Settings(mode, plan.consistency(), plan.profile(), plan.seed(), plan.prewarm()), feed);
            ending = end.word();
            why = end.why();
        } catch (InterruptedException e) {
            ending = "interrupted";
            why = "stopped by hand";
        } catch (RuntimeException e) {
            audience.broke(e);
            ending = "failed";
            why = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        boolean stopped = Thread.interrupted(); // An interrupt would close the files that are yet to be written.
        if (stopped && ending.equals("done")) ending = "interrupted";
        List<String> troubles = feed.finish();
        return new Played(rows, new Summary.ModeRun(scenario.turns().size(), ending, why, rows.rows(), rows.faults(), rows.setupBytes(), plan.prewarm().word(), rows.prewarms()), troubles);
    }

    private Manifest manifest(Scenario scenario, Plan plan) {
        return Manifest.of(scenario, Version.text(), plan.seed(), Instant.now(), plan.modes().stream().map(ContextMode::word).toList(), plan.consistency().word(), player.engine(), plan.profile());
    }

    private static Summary summary(Scenario scenario, Plan plan, String store, Map<String, Played> runs) {
        var engines = new TreeSet<String>();
        var models = new TreeSet<String>();
        var modes = new LinkedHashMap<String, Summary.ModeRun>();
        boolean simulated = false;
        for (Map.Entry<String, Played> played : runs.entrySet()) {
            modes.put(played.getKey(), played.getValue().run());
            if (!played.getValue().rows().engine().isEmpty()) engines.add(played.getValue().rows().engine());
            if (!played.getValue().rows().model().isEmpty()) models.add(played.getValue().rows().model());
            simulated |= played.getValue().rows().simulated();
        }
        String profile = !simulated ? "" : plan.profile().orElseGet(() -> String.join(", ", new TreeSet<>(scenario.nodes().stream().map(Scenario.Node::profile).toList())));
        return new Summary(Version.text(), scenario.name(), plan.seed(), String.join(", ", engines), String.join(", ", models), profile, simulated, plan.consistency().word(), store, scenario.nodeNames(), modes);
    }

    private static void save(Path folder, Summary summary) throws IOException {
        try {
            Files.writeString(folder.resolve("summary.json"), SummaryJson.text(summary));
            Files.writeString(folder.resolve("turns.csv"), TurnsCsv.text(summary));
        } catch (IOException e) {
            throw new IOException("the run's files cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }
}
