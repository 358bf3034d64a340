package discedge.experiment.bench.handover;

import discedge.experiment.bench.BenchmarkFailedException;
import discedge.session.ContextMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Two sessions of one age take the same way: a turn where they are, a pause, a turn at the other node. One of them where contexts
 * are evaluated ahead, one where they are not and the other node holds nothing. Beside them two that stay, one of each mode.
 */
final class Roams implements AutoCloseable {
    private final HandoverPlan plan;
    private final TwoNodes on;
    private final TwoNodes off;
    private final Talk ahead;
    private final Talk cold;
    private final Talk raw;
    private final Talk ids;
    private String here = TwoNodes.HERE;

    Roams(HandoverPlan plan, TwoNodes on, TwoNodes off) throws IOException {
        this.plan = plan;
        this.on = on;
        this.off = off;
        ahead = new Talk(on.lab(), "roams", ContextMode.TOKENIZED, plan.answerIds(), 11);
        cold = new Talk(off.lab(), "roams", ContextMode.TOKENIZED, plan.answerIds(), 12);
        raw = new Talk(off.lab(), "stays-raw", ContextMode.RAW, plan.answerIds(), 13);
        ids = new Talk(off.lab(), "stays", ContextMode.TOKENIZED, plan.answerIds(), 13);
    }

    List<HandoverFigures.Round> measure(Consumer<String> say) throws InterruptedException, BenchmarkFailedException {
        var rounds = new ArrayList<HandoverFigures.Round>();
        for (int generation = 1; generation <= plan.generations(); generation++) {
            say.accept("Four sessions begin with contexts of %,d ids (%d of %d).".formatted(plan.contextIds(), generation, plan.generations()));
            begin(generation == 1);
            for (int round = 1; round <= plan.rounds(); round++) {
                rounds.add(round());
                if (round % 5 == 0 || round == plan.rounds()) say.accept("  %d of %d rounds: %s".formatted(rounds.size(), plan.generations() * plan.rounds(), rounds.getLast().words()));
            }
            for (Talk talk : List.of(ahead, cold, raw, ids)) talk.again();
        }
        return rounds;
    }

    private void begin(boolean first) throws InterruptedException, BenchmarkFailedException {
        here = TwoNodes.HERE;
        for (Talk talk : List.of(raw, ids)) talk.open(here, off.engine(here), plan.contextIds());
        cold.open(here, off.engine(here), plan.contextIds());
        ahead.open(here, on.engine(here), plan.contextIds());
        // Where a session never went, nobody can know that it will.
        if (first) for (String node : List.of(TwoNodes.THERE, TwoNodes.HERE)) ahead.next(node);
        on.awaitHeld(TwoNodes.other(here), ahead.session(), plan.contextIds(), plan.think().multipliedBy(10));
    }

    private HandoverFigures.Round round() throws InterruptedException, BenchmarkFailedException {
        String there = TwoNodes.other(here);
        double rawMs = raw.next(TwoNodes.HERE).firstTokenMs();
        double idsMs = ids.next(TwoNodes.HERE).firstTokenMs();
        cold.next(here);
        double stay = ahead.next(here).firstTokenMs();
        Thread.sleep(plan.think());
        Talk.Heard warm = ahead.next(there);
        // The node that was left an hour ago may still hold a part; here it is one that never had the session.
        off.engine(there).evict(cold.session());
        Talk.Heard roamed = cold.next(there);
        here = there;
        return new HandoverFigures.Round(warm.reply().contextTokens(), warm.reply().cachedTokens(), stay, warm.firstTokenMs(), roamed.firstTokenMs(), rawMs, idsMs);
    }

    @Override
    public void close() {
        for (Talk talk : List.of(ahead, cold, raw, ids)) talk.close();
    }
}
