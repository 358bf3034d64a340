package discedge.cli;

import discedge.console.Console;
import discedge.context.Consistency;
import discedge.context.PrewarmPolicy;
import discedge.experiment.scenario.ScenarioReader;
import discedge.lab.LabEngines;
import discedge.lab.store.LabStores;
import discedge.node.Version;
import discedge.session.ContextMode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code discedge} without a command: the console; where no window can open, the demonstration in the terminal. */
@Command(name = "discedge", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "[COMMAND]",
        description = {"LLM chats at the edge: the context of a conversation stays on the nodes, as replicated tokens.",
                "Without a command: opens the console. Where there is no display, plays a conversation over three linked nodes in the terminal."},
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage."})
final class DiscedgeCommand implements Callable<Integer> {
    static final String DEMONSTRATION = "cut-during-roam.yaml";

    private final RunSession runs;
    private final ConsoleCommand.Window window;
    private final Terminal terminal;

    DiscedgeCommand(RunSession runs, ConsoleCommand.Window window, Terminal terminal) {
        this.runs = runs;
        this.window = window;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Optional<String> missing = window.unavailable();
        if (missing.isPresent()) return inTheTerminal(missing.get());
        try {
            return window.run(Console.Options.DEFAULT);
        } catch (Console.NoWindowException e) {
            return inTheTerminal(e.getMessage());
        }
    }

    private int inTheTerminal(String why) throws Exception {
        terminal.line("No window: " + why + ".");
        return runs.play(ScenarioReader.shipped(DEMONSTRATION),
                new RunSession.Plan(() -> LabEngines.SIMULATED, LabStores.EMBEDDED, List.of(ContextMode.TOKENIZED), Consistency.STRONG, Optional.empty(), RunCommand.SEED, PrewarmPolicy.PREDICTED, Optional.empty()));
    }
}
