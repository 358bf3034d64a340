package discedge.cli;

import discedge.context.Consistency;
import discedge.experiment.scenario.Scenario;
import discedge.experiment.scenario.ScenarioReader;
import discedge.node.Version;
import discedge.session.ContextMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code discedge} without a command: the demonstration. */
@Command(name = "discedge", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "[COMMAND]",
        description = {"LLM chats at the edge: the context of a conversation stays on the nodes, as replicated tokens.",
                "Without a command: plays a conversation over three linked nodes, with a link cut that heals."},
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage."})
final class DiscedgeCommand implements Callable<Integer> {
    static final String DEMONSTRATION = "/scenarios/cut-during-roam.yaml";

    private final RunSession runs;

    DiscedgeCommand(RunSession runs) {
        this.runs = runs;
    }

    @Override
    public Integer call() throws Exception {
        return runs.play(demonstration(), new RunSession.Plan(List.of(ContextMode.TOKENIZED), Consistency.STRONG, Optional.empty(), RunCommand.SEED, Optional.empty()));
    }

    static Scenario demonstration() throws Exception {
        try (var in = DiscedgeCommand.class.getResourceAsStream(DEMONSTRATION)) {
            if (in == null) throw new IllegalStateException(DEMONSTRATION + " is not on the class path: build with Maven");
            return ScenarioReader.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), DEMONSTRATION.substring(1));
        }
    }
}
