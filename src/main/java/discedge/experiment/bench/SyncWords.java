package discedge.experiment.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** {@code bench sync}'s result in words, each figure beside its limit. */
public final class SyncWords {
    private SyncWords() {}

    public static List<String> of(SyncBench.Result result) {
        var lines = new ArrayList<String>();
        lines.add("Nine turns, played back with the ids of " + result.recorded().model() + ":");
        add(lines, result.recorded());
        lines.add("");
        lines.add("The same turns with the simulated engine (texts and ids are simulated):");
        add(lines, result.simulated());
        return lines;
    }

    private static void add(List<String> lines, SyncFigures figures) {
        lines.add("  Prototype     " + bytes(figures.prototypeBytes()) + ": the whole context as JSON, every turn");
        lines.add("  Records       " + bytes(figures.valueBytes()) + ", " + ofPrototype(figures.valuePercent(), SyncFigures.VALUE_LIMIT));
        for (SyncFigures.Replication replication : figures.replications())
            lines.add("  On the link   " + bytes(Math.round(replication.linkPerReplica())) + " per replica with "
                    + count(replication.replicas()) + ", " + ofPrototype(figures.linkPercent(replication), SyncFigures.LINK_LIMIT)
                    + "; set-up apart: " + bytes(replication.setup()));
        lines.add("  Bytes per id  " + growth(figures));
        lines.add("  Requests      from turn 2 on " + range(figures, SyncFigures.Turn::request) + " a turn (without the prompt's text "
                + range(figures, turn -> turn.request() - turn.prompt()) + "), a client that carries the context "
                + range(figures, SyncFigures.Turn::clientSideRequest));
        lines.add("  Saved by it   " + one(figures.requestSaving()) + " % of the request bytes, median of the turns (at least "
                + whole(SyncFigures.SAVING_LIMIT) + " %" + missed(figures.requestSaving() < SyncFigures.SAVING_LIMIT) + ")");
    }

    private static String growth(SyncFigures figures) {
        SyncFigures.Turn second = figures.turns().get(1);
        SyncFigures.Turn last = figures.turns().getLast();
        return two(second.valuePerId()) + " at turn 2, " + two(last.valuePerId()) + " at turn " + last.turn() + ": " + two(figures.growth())
                + " times as many (limit " + one(SyncFigures.GROWTH_LIMIT) + missed(figures.growth() > SyncFigures.GROWTH_LIMIT) + ")";
    }

    private static String ofPrototype(double percent, double limit) {
        return one(percent) + " % of the prototype's (limit " + whole(limit) + " %" + missed(percent > limit) + ")";
    }

    private static String missed(boolean missed) {
        return missed ? ": missed" : "";
    }

    /** From turn 2 on: turn 1 also opens the connection. */
    private static String range(SyncFigures figures, ToLongFunction<SyncFigures.Turn> what) {
        var range = figures.turns().stream().skip(1).mapToLong(what).summaryStatistics();
        return String.format(Locale.ROOT, "%,d to %,d B", range.getMin(), range.getMax());
    }

    private static String count(int replicas) {
        return replicas == 1 ? "one replica" : replicas + " replicas";
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d B", bytes);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
