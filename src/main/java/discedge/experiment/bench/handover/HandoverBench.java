package discedge.experiment.bench.handover;

import discedge.context.PrewarmPolicy;
import discedge.engine.EngineException;
import discedge.engine.EngineInfo;
import discedge.experiment.bench.BenchmarkFailedException;
import discedge.experiment.bench.NodeFigures;
import discedge.lab.LabEngines;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code bench handover}: the time to the first token where a session stays, after a roam to a node that was warm before, and after
 * one to a node that was not; and what evaluating ahead costs another client's chat. Everything runs in this process.
 */
public final class HandoverBench {
    private HandoverBench() {}

    /**
     * Takes some eight minutes with {@link HandoverPlan#FULL} and the small model on two cores.
     *
     * @param policy by which the nodes choose what to evaluate ahead
     * @param threads that the engines were told to use; 0 = one for each core
     * @param say told how far it is
     * @throws BenchmarkFailedException if a turn failed or an engine did not open
     * @throws InterruptedException if this thread is interrupted; nothing is left running
     */
    public static HandoverFigures measure(HandoverPlan plan, LabEngines engines, PrewarmPolicy policy, int threads, Consumer<String> say)
            throws IOException, InterruptedException, BenchmarkFailedException {
        try (var on = new TwoNodes(engines, policy); var off = new TwoNodes(engines, PrewarmPolicy.OFF)) {
            EngineInfo info = on.engine(TwoNodes.HERE).info();
            say.accept("Model " + info.model() + ", engine " + info.engine() + ", policy " + policy.word() + ".");
            List<HandoverFigures.Round> rounds;
            try (var roams = new Roams(plan, on, off)) {
                rounds = roams.measure(say);
            }
            var beside = new Beside(plan, off);
            double chunk = beside.chunkMs();
            say.accept("Another client's chat, half of its turns beside contexts evaluated ahead without end.");
            HandoverFigures.Beside chats = beside.measure(say);
            say.accept("A link of %d ms while both nodes' engines compute.".formatted(LinkDelay.SET.toMillis()));
            HandoverFigures.Delay delay = LinkDelay.measure(List.of(off.engine(TwoNodes.HERE), off.engine(TwoNodes.THERE)), beside.context());
            var machine = NodeFigures.Machine.here();
            return new HandoverFigures(info, policy.word(), threads == 0 ? machine.cores() : threads, plan.think(), chunk, rounds, chats, delay, machine);
        } catch (EngineException e) {
            throw new BenchmarkFailedException(e.getMessage(), e);
        }
    }
}
