package discedge.experiment.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@link NodeFigures} in words, each figure with its unit and its limit. */
public final class NodeFiguresWords {
    private static final double ADDED_P50_MS = 0.5;
    private static final double ADDED_P99_MS = 4;
    private static final double GROWTH_MS = 0.2;
    private static final double OVER_DELAY_MS = 2;

    private NodeFiguresWords() {}

    public static List<String> of(NodeFigures figures) {
        var lines = new ArrayList<String>();
        lines.add(text("What a node adds to a turn over an engine that takes no time: %d ids asked, %d answered, context %,d ids, %,d fresh sessions each.",
                BenchSession.PROMPT_IDS, BenchSession.ANSWER_IDS, NodeFigures.CONTEXT_IDS, figures.samples()));
        lines.add("  in memory:  " + added(figures.memory()));
        lines.add("  durable:    " + added(figures.durable()));
        lines.add(text("  the disk alone: median %.3f ms, p99 %.3f ms to write and sync the %d bytes that such a turn logs (fdatasync, %s).",
                figures.diskSync().p50(), figures.diskSync().p99(), figures.diskSyncBytes(), figures.disk()));
        var contexts = new ArrayList<String>();
        figures.byContext().forEach(one -> contexts.add(text("%,d ids %.3f ms", one.ids(), one.p50())));
        lines.add("By context, in memory, median: " + String.join(", ", contexts) + ".");
        lines.add(text("  %,d ids cost %.3f ms more than %,d %s.", figures.byContext().getLast().ids(), figures.growthMs(),
                figures.byContext().getFirst().ids(), limit(figures.growthMs(), GROWTH_MS)));
        lines.add("Wait after a roam, asked on the last byte of the answer before, durable nodes:");
        for (NodeFigures.Wait wait : figures.waits()) {
            double most = wait.delayMs() + OVER_DELAY_MS;
            lines.add(text("  link of %2d ms: median %.3f ms %s, p99 %.3f ms; round trip %.3f ms; %d turns.", wait.delayMs(), wait.waited().p50(),
                    limit(wait.waited().p50(), most), wait.waited().p99(), wait.roundTripMs(), wait.turns()));
        }
        lines.add("Timed by a client with one kept-alive HTTP/1.1 connection over loopback, in the same process. " + figures.machine().cores() + " cores, "
                + figures.machine().java() + ", " + figures.machine().os() + ".");
        return lines;
    }

    private static String added(NodeFigures.Spread spread) {
        return text("median %.3f ms %s, p99 %.3f ms %s.", spread.p50(), limit(spread.p50(), ADDED_P50_MS), spread.p99(), limit(spread.p99(), ADDED_P99_MS));
    }

    private static String limit(double value, double most) {
        return text(value <= most ? "(limit %s)" : "(over the limit of %s)", most == Math.rint(most) ? Long.toString((long) most) : Double.toString(most));
    }

    /** The same on every machine: a script may read it. */
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
