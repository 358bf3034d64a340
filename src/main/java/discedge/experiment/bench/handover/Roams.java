package discedge.experiment.bench.handover;

import discedge.experiment.bench.BenchmarkFailedException;
import discedge.session.ContextMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Two sessions of one age take the same way: a turn where they are, a pause, a turn at the other node. For one of them contexts are
 * evaluated ahead; for the other they are not, and the other node holds nothing. At each node two more stay, one with its context
 * kept as ids and one as text, so that a turn after a roam has a turn that stayed beside it at the same node.
 */
final class Roams implements AutoCloseable {
    private static final List<String> NODES = List.of(TwoNodes.HERE, TwoNodes.THERE);

    private final HandoverPlan plan;
    private final TwoNodes on;
    private final TwoNodes off;
    private final Talk ahead;
    private final Talk cold;
    private final Map<String, Talk> stays = new TreeMap<>();
    private final Map<String, Talk> raw = new TreeMap<>();
    private String here = TwoNodes.HERE;

    Roams(HandoverPlan plan, TwoNodes on, TwoNodes off) throws IOException {
        this.plan = plan;
        this.on = on;
        this.off = off;
        ahead = new Talk(on.lab(), "roams", ContextMode.TOKENIZED, plan.answerIds(), 11);
        cold = new Talk(off.lab(), "roams", ContextMode.TOKENIZED, plan.answerIds(), 12);
        for (String node : NODES) {
            stays.put(node, new Talk(on.lab(), "stays-at-" + node, ContextMode.TOKENIZED, plan.answerIds(), 13));
            raw.put(node, new Talk(on.lab(), "stays-as-text-at-" + node, ContextMode.RAW, plan.answerIds(), 13));
        }
    }

    List<HandoverFigures.Round> measure(Consumer<String> say) throws InterruptedException, BenchmarkFailedException {
        var rounds = new ArrayList<HandoverFigures.Round>();
        for (int generation = 1; generation <= plan.generations(); generation++) {
            say.accept("Six sessions begin with contexts of %,d ids (%d of %d).".formatted(plan.contextIds(), generation, plan.generations()));
            begin();
            for (int round = 1; round <= plan.rounds(); round++) {
                rounds.add(round(round));
                if (round % 5 == 0 || round == plan.rounds()) say.accept("  %d of %d rounds: %s".formatted(rounds.size(), plan.generations() * plan.rounds(), rounds.getLast().words()));
            }
            for (Talk talk : all()) talk.again();
        }
        return rounds;
    }

    private void begin() throws InterruptedException, BenchmarkFailedException {
        here = TwoNodes.HERE;
        for (String node : NODES) for (Talk talk : List.of(stays.get(node), raw.get(node))) talk.open(node, on.engine(node), plan.contextIds());
        cold.open(here, off.engine(here), plan.contextIds());
        ahead.open(here, on.engine(here), plan.contextIds());
        // Where a session never went, nobody can know that it will.
        for (String node : NODES.reversed()) ahead.next(node);
        on.awaitHeld(TwoNodes.other(here), ahead.session(), ahead.ids(), plan.think().multipliedBy(3));
    }

    private HandoverFigures.Round round(int number) throws InterruptedException, BenchmarkFailedException {
        String there = TwoNodes.other(here);
        cold.next(here);
        ahead.next(here);
        Thread.sleep(plan.think());
        // Whoever comes first finds a machine that has idled, so each does in a third of the rounds.
        var heard = new Talk.Heard[3];
        for (int i = 0; i < heard.length; i++) {
            int kind = (number + i) % heard.length;
            heard[kind] = switch (kind) {
                case 0 -> ahead.next(there);
                case 1 -> stays.get(there).next(there);
                default -> raw.get(there).next(there);
            };
        }
        // It may hold a part from when the session was here before; to be measured is a node where it never was.
        off.engine(there).evict(cold.session());
        Talk.Heard roamed = cold.next(there);
        here = there;
        return new HandoverFigures.Round(heard[0].reply().contextTokens(), heard[0].reply().cachedTokens(), heard[1].firstTokenMs(), heard[0].firstTokenMs(), roamed.firstTokenMs(), heard[2].firstTokenMs());
    }

    private List<Talk> all() {
        var all = new ArrayList<Talk>(List.of(ahead, cold));
        all.addAll(stays.values());
        all.addAll(raw.values());
        return all;
    }

    @Override
    public void close() {
        all().forEach(Talk::close);
    }
}
