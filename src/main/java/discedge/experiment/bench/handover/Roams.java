package discedge.experiment.bench.handover;

import discedge.experiment.bench.BenchmarkFailedException;
import discedge.session.ContextMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sessions of one age, all with a turn before a pause and a turn after it. One goes to the other node in between, where contexts are
 * evaluated ahead; one does where they are not, and the other node holds nothing; two stay, one of them with its context kept as text.
 */
final class Roams implements AutoCloseable {
    private final HandoverPlan plan;
    private final TwoNodes on;
    private final TwoNodes off;
    private final Talk ahead;
    private final Talk cold;
    private final Talk raw;
    private final Talk stays;
    private String here = TwoNodes.HERE;

    Roams(HandoverPlan plan, TwoNodes on, TwoNodes off) throws IOException {
        this.plan = plan;
        this.on = on;
        this.off = off;
        ahead = new Talk(on.lab(), "roams", ContextMode.TOKENIZED, plan.answerIds(), 11);
        cold = new Talk(off.lab(), "roams", ContextMode.TOKENIZED, plan.answerIds(), 12);
        raw = new Talk(on.lab(), "stays-raw", ContextMode.RAW, plan.answerIds(), 13);
        stays = new Talk(on.lab(), "stays", ContextMode.TOKENIZED, plan.answerIds(), 13);
    }

    List<HandoverFigures.Round> measure(Consumer<String> say) throws InterruptedException, BenchmarkFailedException {
        var rounds = new ArrayList<HandoverFigures.Round>();
        for (int generation = 1; generation <= plan.generations(); generation++) {
            say.accept("Four sessions begin with contexts of %,d ids (%d of %d).".formatted(plan.contextIds(), generation, plan.generations()));
            begin();
            for (int round = 1; round <= plan.rounds(); round++) {
                rounds.add(round(round));
                if (round % 5 == 0 || round == plan.rounds()) say.accept("  %d of %d rounds: %s".formatted(rounds.size(), plan.generations() * plan.rounds(), rounds.getLast().words()));
            }
            for (Talk talk : List.of(ahead, cold, raw, stays)) talk.again();
        }
        return rounds;
    }

    private void begin() throws InterruptedException, BenchmarkFailedException {
        here = TwoNodes.HERE;
        for (Talk talk : List.of(raw, stays)) talk.open(here, on.engine(here), plan.contextIds());
        cold.open(here, off.engine(here), plan.contextIds());
        ahead.open(here, on.engine(here), plan.contextIds());
        // Where a session never went, nobody can know that it will.
        for (String node : List.of(TwoNodes.THERE, TwoNodes.HERE)) ahead.next(node);
        on.awaitHeld(TwoNodes.other(here), ahead.session(), plan.contextIds(), plan.think().multipliedBy(10));
    }

    private HandoverFigures.Round round(int number) throws InterruptedException, BenchmarkFailedException {
        String there = TwoNodes.other(here);
        cold.next(here);
        raw.next(TwoNodes.HERE);
        stays.next(TwoNodes.HERE);
        ahead.next(here);
        Thread.sleep(plan.think());
        // Whoever comes first finds a machine that has idled, so each does in a third of the rounds.
        var heard = new Talk.Heard[3];
        for (int i = 0; i < heard.length; i++) {
            int kind = (number + i) % heard.length;
            heard[kind] = switch (kind) {
                case 0 -> ahead.next(there);
                case 1 -> stays.next(TwoNodes.HERE);
                default -> raw.next(TwoNodes.HERE);
            };
        }
        // It may hold a part from when the session was here before; to be measured is a node where it never was.
        off.engine(there).evict(cold.session());
        Talk.Heard roamed = cold.next(there);
        here = there;
        return new HandoverFigures.Round(heard[0].reply().contextTokens(), heard[0].reply().cachedTokens(), heard[1].firstTokenMs(), heard[0].firstTokenMs(), roamed.firstTokenMs(), heard[2].firstTokenMs());
    }

    @Override
    public void close() {
        for (Talk talk : List.of(ahead, cold, raw, stays)) talk.close();
    }
}
