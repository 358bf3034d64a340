package discedge.experiment.bench;

import discedge.engine.LlmEngine;
import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.experiment.bench.RecordedConversation.Text;
import discedge.experiment.bench.RecordedConversation.Turn;
import discedge.lab.LabNode;
import discedge.runtime.RealPacer;
import discedge.session.RoleSpan;
import discedge.session.TurnContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures the bytes that replication and requests take for the paper's nine turns, on real nodes, links and clients: with the
 * ids and answers of a real model, played back, and once more with the simulated engine.
 */
public final class SyncBench {
    private static final List<Integer> REPLICAS = List.of(1, 2);
    private static final long SEED = 123;

    private SyncBench() {}

    public record Result(SyncFigures recorded, SyncFigures simulated) {}

    /**
     * @param say hears how far it is
     * @throws BenchmarkFailedException if a turn was not answered, or a record does not hold the ids it should
     */
    public static Result measure(Consumer<String> say) throws BenchmarkFailedException, InterruptedException, IOException {
        RecordedConversation recorded = NineTurns.load();
        say.accept("Nine turns with the ids of " + recorded.engine().model() + " …");
        List<EdgeSideRun> runs = runs(recorded.system().text(), prompts(recorded), node -> new ReplayEngine(recorded));
        for (EdgeSideRun run : runs) check(recorded, run);
        SyncFigures figures = SyncFigures.of(recorded, runs, ClientSideRun.requestBytes(recorded));
        say.accept("Nine turns with the simulated engine …");
        return new Result(figures, simulated(recorded));
    }

    private static SyncFigures simulated(RecordedConversation recorded) throws BenchmarkFailedException, InterruptedException, IOException {
        var settings = SimulatedSettings.of(HardwareProfile.INSTANT).withSeed(SEED);
        List<EdgeSideRun> runs = runs(recorded.system().text(), prompts(recorded),
                node -> new SimulatedEngine(settings, new RealPacer()));
        RecordedConversation said = recording(recorded, runs.getFirst(), new SimulatedEngine(settings, new RealPacer()));
        for (EdgeSideRun run : runs) check(said, run);
        return SyncFigures.of(said, runs, ClientSideRun.requestBytes(said));
    }

    private static List<EdgeSideRun> runs(String system, List<String> prompts, Function<LabNode, LlmEngine> engines)
            throws BenchmarkFailedException, InterruptedException, IOException {
        var runs = new ArrayList<EdgeSideRun>();
        for (int replicas : REPLICAS) runs.add(EdgeSideRun.play(replicas, system, prompts, engines));
        return runs;
    }

    private static List<String> prompts(RecordedConversation conversation) {
        return conversation.turns().stream().map(turn -> turn.prompt().text()).toList();
    }

    /**
     * What was said in a run. A client that carries its context sends the answers' texts back, whose ids are not always the sampled
     * ones, and would be answered otherwise: to compare the same texts, it hears this recording.
     */
    private static RecordedConversation recording(RecordedConversation asked, EdgeSideRun run, LlmEngine engine) {
        var turns = new ArrayList<Turn>();
        for (EdgeSideRun.Turn turn : run.turns()) {
            List<RoleSpan> spans = turn.content().spans();
            RoleSpan prompt = spans.get(spans.size() - 2);
            String text = asked.turns().get(turns.size()).prompt().text();
            turns.add(new Turn(new Text(text, turn.content().ids().slice(prompt.start(), prompt.end())),
                    new Text(turn.answer(), turn.content().answer())));
        }
        String system = asked.system().text();
        try (engine) {
            return new RecordedConversation(engine.info(), engine.template(), new Text(system, engine.tokenize(system)), turns);
        }
    }

    private static void check(RecordedConversation conversation, EdgeSideRun run) throws BenchmarkFailedException {
        for (int turn = 1; turn <= conversation.turns().size(); turn++) {
            EdgeSideRun.Turn played = run.turns().get(turn - 1);
            TurnContent.Ids content = played.content();
            String text = conversation.turns().get(turn - 1).answer().text();
            if (!content.ids().equals(conversation.recordIds(turn)) || !played.answer().equals(text))
                throw new BenchmarkFailedException("with " + (run.replicas() + 1) + " nodes, turn " + turn
                        + " does not have the ids and the text of the conversation");
        }
    }
}
