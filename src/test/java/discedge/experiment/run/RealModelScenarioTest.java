package discedge.experiment.run;

import static org.junit.jupiter.api.Assertions.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import discedge.context.Consistency;
import discedge.context.PrewarmPolicy;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.experiment.scenario.Scenario;
import discedge.experiment.scenario.ScenarioReader;
import discedge.lab.LabEngines;
import discedge.models.KnownModel;
import discedge.models.StoredModel;
import discedge.node.EngineConfig;
import discedge.node.Engines;
import discedge.session.ContextMode;
import discedge.simulation.HistoryChecker;
import discedge.simulation.check.Ending;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The paper's roaming run on the small trained model, where it is. */
@Timeout(180)
class RealModelScenarioTest {
    @Test
    void the_roaming_run_keeps_its_context_and_pays_for_it_only_after_a_roam() throws Exception {
        Engines engines = Engines.ofPlatform();
        Optional<StoredModel> model = engines.models().list().stream().filter(one -> one.sha256().equals(KnownModel.SMOLLM2.sha256())).findFirst();
        String how = "Skipped without a model; get it by: java -jar src/target/discedge.jar model get";
        // Maven counts what is skipped and keeps the reason to itself.
        if (model.isEmpty()) System.out.println(how);
        assumeTrue(model.isPresent(), how);
        var config = new EngineConfig.LlamaCpp(Optional.of(model.get().file().toString()), Optional.empty(), 0, 2_048, 2, 1);
        var player = new LabPlayer(LabEngines.of(engines, config));
        assertEquals("llama-cpp", player.engine());

        Scenario scenario = ScenarioReader.read(Path.of("..", "scenarios", "paper-roaming.yaml"));
        var rows = new TurnRows(scenario);
        List<NodeEvent> events = new ArrayList<>();
        // What is evaluated ahead comes or not as time allows; here a node knows only what turns have left.
        var ending = player.play(scenario, new ScenarioPlayer.Settings(ContextMode.TOKENIZED, Consistency.STRONG, Optional.of("instant"), 3, PrewarmPolicy.OFF), new PlaySink() {
            @Override
            public synchronized void emit(NodeEvent event) {
                events.add(event);
                rows.apply(event);
            }

            @Override
            public synchronized void piece(int turn, int attempt, String text) {
                rows.piece(turn, attempt, text);
            }
        });
        assertEquals(ScenarioPlayer.Ending.DONE, ending);
        assertEquals(List.of(), HistoryChecker.check(events, Ending.quiet()), "contexts are exact prefixes of each other, on both nodes");
        assertFalse(rows.simulated());
        assertEquals("SmolLM2-135M-Instruct", rows.model());
        assertTrue(events.stream().filter(LifeEvent.Started.class::isInstance).noneMatch(e -> ((LifeEvent.Started) e).simulated()));

        Map<String, Integer> evaluated = new HashMap<>();
        for (TurnRow row : rows.rows()) {
            assertTrue(row.outcome().answered() && !row.outcome().text().isBlank(), "turn " + row.turn());
            int had = evaluated.getOrDefault(row.node(), 0);
            assertEquals(had, row.tokens().cached(), 3, "turn " + row.turn() + " at " + row.node() + ": what this node had evaluated, and no more");
            evaluated.put(row.node(), row.tokens().context() + row.tokens().added());
        }
    }
}
