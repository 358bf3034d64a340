package discedge.experiment.bench.handover;

import discedge.experiment.bench.handover.HandoverFigures.ChatTurn;
import discedge.experiment.bench.handover.HandoverFigures.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@link HandoverFigures} in words, each figure with its unit and its limit. */
public final class HandoverWords {
    private static final double PREWARM_OVER_STAY = 1.15;
    private static final double COLD_OVER_PREWARM = 10;
    private static final double FIRST_TOKEN = 1.10;
    private static final double GAP = 1.5;

    private HandoverWords() {}

    public static List<String> of(HandoverFigures figures) {
        var lines = new ArrayList<String>();
        lines.add(text("Time to first token, %s%s, policy %s, contexts of %,d to %,d ids, %.1f s between turns, medians of %d each:", figures.engine().model(),
                figures.engine().simulated() ? " (simulated)" : "", figures.policy(), figures.rounds().stream().mapToInt(Round::contextIds).min().orElseThrow(),
                figures.rounds().stream().mapToInt(Round::contextIds).max().orElseThrow(), figures.think().toMillis() / 1e3, figures.rounds().size()));
        lines.add(text("  staying at the node                     %8.1f ms", figures.median(Round::stay)));
        Ratio warm = figures.prewarmOverStay();
        lines.add(text("  after a roam, the next node warm        %8.1f ms: %s × staying %s", figures.median(Round::prewarm), ratio(warm), most(warm.median(), PREWARM_OVER_STAY)));
        Ratio cold = figures.coldOverPrewarm();
        lines.add(text("  after a roam, the next node cold        %8.1f ms: %s × warm %s", figures.median(Round::cold), ratio(cold),
                text(cold.median() >= COLD_OVER_PREWARM ? "(at least %.0f)" : "(below the least of %.0f)", COLD_OVER_PREWARM)));
        lines.add(text("  staying, the context kept as text       %8.1f ms: %s × kept as ids", figures.median(Round::raw), ratio(figures.rawOverTokenized())));
        beside(figures, lines);
        lines.add(text("A link set to %.0f ms one way: median %.2f ms while no engine computes; %.2f ms, p95 %.2f ms, while both nodes' engines do.", figures.delay().set(),
                Ratio.median(figures.delay().idle()), Ratio.median(figures.delay().busy()), Ratio.p95(figures.delay().busy())));
        lines.add("Timed by the client over loopback, one run; in brackets 95 % of bootstrap resamples. " + figures.threads() + " threads, " + figures.machine().cores() + " cores, "
                + figures.machine().java() + ", " + figures.machine().os() + ".");
        return lines;
    }

    private static void beside(HandoverFigures figures, List<String> lines) {
        ChatTurn[] off = figures.beside().off().toArray(ChatTurn[]::new);
        ChatTurn[] on = figures.beside().on().toArray(ChatTurn[]::new);
        double firstOff = HandoverFigures.firstTokenP95(off);
        double firstOn = HandoverFigures.firstTokenP95(on);
        double limit = FIRST_TOKEN * firstOff + figures.chunkMs();
        lines.add(text("Another client's chat at the same node, %d turns beside contexts evaluated ahead without end and %d without; a step of 64 ids takes %.1f ms:", on.length, off.length, figures.chunkMs()));
        lines.add(text("  time to first token, p95  %.1f ms against %.1f ms: %s × %s", firstOn, firstOff, ratio(figures.foregroundFirstToken()),
                text(firstOn <= limit ? "(limit %.1f ms)" : "(over the limit of %.1f ms)", limit)));
        lines.add(text("  gap between tokens, p95   %.1f ms against %.1f ms: %s × %s", HandoverFigures.gapP95(on), HandoverFigures.gapP95(off), ratio(figures.tokenGap()), most(figures.tokenGap().median(), GAP)));
    }

    private static String ratio(Ratio ratio) {
        return text("%.2f [%.2f, %.2f]", ratio.median(), ratio.low(), ratio.high());
    }

    private static String most(double value, double most) {
        return text(value <= most ? "(limit %s)" : "(over the limit of %s)", most);
    }

    /** The same on every machine: a script may read it. */
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
