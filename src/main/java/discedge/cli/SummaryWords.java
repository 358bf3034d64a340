package discedge.cli;

import discedge.experiment.run.FaultSeen;
import discedge.experiment.run.PrewarmTotals;
import discedge.experiment.run.Summary;
import discedge.experiment.run.Totals;
import discedge.experiment.run.TurnRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** What was seen of a run, in sentences. Every figure has its unit; what comes from the simulated engine says so. */
final class SummaryWords {
    /** From here on a figure grows with the turns, below it is flat: the conversation itself grows many times over. */
    private static final double FLAT = 1.5;
    private static final String CLIENT_SIDE = "client-side";

    private SummaryWords() {}

    static List<String> of(Summary summary) {
        var lines = new ArrayList<String>();
        summary.modes().forEach((mode, run) -> {
            lines.add((summary.modes().size() > 1 ? "Mode " + mode + ". " : "") + answered(summary, run));
            if (!run.why().isEmpty()) lines.add("The run " + (run.ending().equals("interrupted") ? "was interrupted: " : "failed: ") + run.why() + ".");
            if (run.totals().answered() > 0) add(lines, summary, run, mode);
        });
        saving(summary).ifPresent(lines::add);
        return lines;
    }

    private static void add(List<String> lines, Summary summary, Summary.ModeRun run, String mode) {
        if (!mode.equals(CLIENT_SIDE)) roams(run).ifPresent(lines::add);
        ahead(run).ifPresent(lines::add);
        for (FaultSeen fault : run.faults()) lines.add(fault(fault, run));
        stale(run).ifPresent(lines::add);
        lag(run.totals()).ifPresent(lines::add);
        if (!mode.equals(CLIENT_SIDE)) replication(run).ifPresent(lines::add);
        trend(run, row -> row.bytes().request()).ifPresent(trend -> lines.add("Requests took " + trend.range() + trend.shape() + "."));
        lines.add(times(summary, run.totals()));
    }

    private static String answered(Summary summary, Summary.ModeRun run) {
        Totals totals = run.totals();
        return totals.answered() + " of " + Words.count(run.planned(), "turn") + " answered on " + Words.count(summary.nodes().size(), "node")
                + (totals.answered() == 0 ? "." : totals.roamed() == 0 ? ", without a roam." : "; the client roamed " + Words.times(totals.roamed()) + ".");
    }

    /** Turns after a roam that no fault held up. */
    private static Optional<String> roams(Summary.ModeRun run) {
        List<Duration> waits = run.turns().stream().filter(row -> row.roamed() && row.outcome().answered() && !behind(row)).flatMap(row -> row.times().waited().stream()).toList();
        return Totals.median(waits).map(median -> "After " + Words.count(waits.size(), "roam") + (waits.size() == 1 ? "" : " that nothing held up")
                + " the next node waited " + (waits.size() == 1 ? "" : "a median of ") + Words.time(median) + " for its replica.");
    }

    /** What was evaluated before the client was there. */
    private static Optional<String> ahead(Summary.ModeRun run) {
        PrewarmTotals.Figures all = run.prewarms();
        if (all.evaluated() == 0) return Optional.empty();
        String later = all.afterFirstPass().filter(pass -> pass.evaluated() > 0).map(pass -> "; after the first pass " + Words.percent(pass.unusedShare()) + " of them").orElse("");
        return Optional.of("Evaluated ahead of the client: " + Words.count(all.evaluated(), "token") + " in " + Words.count(all.predictions(), "prediction") + ", of which "
                + Words.count(all.hits(), "turn") + " found " + (all.hits() == 1 ? "its" : "their") + " context warm; used by no turn: " + Words.count(all.evaluated() - all.used(), "token")
                + " (" + Words.percent(all.unusedShare()) + ")" + later + ".");
    }

    /** Answers that said what they had not seen. */
    private static Optional<String> stale(Summary.ModeRun run) {
        List<String> turns = run.turns().stream().filter(row -> row.outcome().stale())
                .map(row -> row.turn() + " (without " + Words.list(row.outcome().missing().stream().map(String::valueOf).toList()) + ")").toList();
        return turns.isEmpty() ? Optional.empty()
                : Optional.of("Answered without all turns before it, and said so: turn" + (turns.size() == 1 ? " " : "s ") + Words.list(turns) + ".");
    }

    private static boolean behind(TurnRow row) {
        return row.outcome().refusals().contains("replica_behind");
    }

    private static String fault(FaultSeen fault, Summary.ModeRun run) {
        String what = Happenings.past(fault.kind(), fault.target());
        String length = fault.lasted().map(lasted -> " for " + Words.time(lasted)).orElse(" to the end");
        List<TurnRow> held = run.turns().stream().filter(row -> !row.outcome().refusals().isEmpty() && fault.touches(row.sent(), end(row))).toList();
        String effect = held.isEmpty() ? "no turn had to be tried again." : Words.list(held.stream().map(SummaryWords::held).toList()) + ".";
        return "Fault: " + what + length + "; " + effect;
    }

    private static String held(TurnRow row) {
        String attempts = Words.count(row.outcome().attempts(), "attempt");
        if (!row.outcome().answered()) return "turn " + row.turn() + " at " + row.node() + " was given up after " + attempts;
        return "turn " + row.turn() + " at " + row.node() + " was held for " + Words.time(row.times().waited()) + " (" + attempts + ", refused as "
                + String.join(", ", row.outcome().refusals().stream().distinct().toList()) + "), then answered";
    }

    private static Instant end(TurnRow row) {
        return row.times().total().map(row.sent()::plus).orElse(Instant.MAX);
    }

    private static Optional<String> lag(Totals totals) {
        if (totals.medianLag().isEmpty()) return Optional.empty();
        List<String> lags = totals.medianLag().entrySet().stream().map(entry -> entry.getKey() + " in " + Words.time(entry.getValue())).toList();
        return Optional.of("A turn's record reached " + Words.list(lags) + " (medians).");
    }

    private static Optional<String> replication(Summary.ModeRun run) {
        Totals totals = run.totals();
        return trend(run, row -> row.bytes().syncLink()).map(trend -> "Replication took " + trend.range() + " on the links, all replicas together" + trend.shape() + "; "
                + Words.bytes(totals.valueBytes()) + " of records in all; connection set-up of " + Words.bytes(totals.setupBytes()) + " apart.");
    }

    /**
     * @param range {@code a median of 350 B a turn (312 B to 420 B)}
     * @param shape {@code , flat over the conversation}; empty of few turns
     */
    private record Trend(String range, String shape) {}

    /** The shape is told from turns that nothing disturbed: no retry, no fault in place. Turn 1, which carries the header, is left out of it. */
    private static Optional<Trend> trend(Summary.ModeRun run, ToLongFunction<TurnRow> figure) {
        List<TurnRow> rows = run.turns().stream().filter(row -> row.outcome().answered() && figure.applyAsLong(row) > 0).toList();
        if (rows.isEmpty()) return Optional.empty();
        long least = rows.stream().mapToLong(figure).min().orElseThrow();
        long most = rows.stream().mapToLong(figure).max().orElseThrow();
        String range = least == most ? Words.bytes(least) + " a turn"
                : "a median of " + Words.bytes(median(rows.stream().mapToLong(figure))) + " a turn (" + Words.bytes(least) + " to " + Words.bytes(most) + ")";
        List<TurnRow> calm = rows.stream().filter(row -> row.turn() > 1 && isCalm(row, run)).toList();
        if (calm.size() < 4) return Optional.of(new Trend(range, ""));
        int half = calm.size() / 2;
        double early = median(calm.stream().limit(half).mapToLong(figure));
        double late = median(calm.stream().skip(calm.size() - half).mapToLong(figure));
        return Optional.of(new Trend(range, late < FLAT * early ? ", flat over the conversation" : ", growing with the conversation"));
    }

    private static boolean isCalm(TurnRow row, Summary.ModeRun run) {
        return row.outcome().refusals().isEmpty() && run.faults().stream().noneMatch(fault -> fault.touches(row.sent(), end(row)));
    }

    private static long median(LongStream values) {
        long[] sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String times(Summary summary, Totals totals) {
        String by = summary.simulated() ? " (prefill and decode simulated, profile " + summary.profile() + ")" : summary.model().isEmpty() ? "" : " (" + summary.model() + " on this machine)";
        return "A turn took a median of " + Words.time(totals.medianTotal().orElse(Duration.ZERO))
                + totals.medianFirstToken().map(time -> ", its first token " + Words.time(time)).orElse("") + by + "; in all " + Words.time(totals.stages().prefill().orElse(Duration.ZERO))
                + " of prefill, " + Words.time(totals.stages().decode().orElse(Duration.ZERO)) + " of decode, " + Words.time(totals.stages().waited().orElse(Duration.ZERO)) + " of waiting for replicas."
                + (summary.simulated() ? " The answers' texts are simulated." : "");
    }

    /** Median over turns of 1 − ours / client-side. */
    private static Optional<String> saving(Summary summary) {
        Summary.ModeRun base = summary.modes().get(CLIENT_SIDE);
        if (base == null) return Optional.empty();
        var lines = new ArrayList<String>();
        for (Map.Entry<String, Summary.ModeRun> mode : summary.modes().entrySet()) {
            if (mode.getKey().equals(CLIENT_SIDE)) continue;
            List<Double> savings = mode.getValue().turns().stream().flatMap(row -> saving(row, base).stream()).sorted().toList();
            if (!savings.isEmpty()) lines.add(mode.getKey() + " " + Words.percent((savings.get((savings.size() - 1) / 2) + savings.get(savings.size() / 2)) / 2));
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of("Request bytes saved against client-side (median over turns): " + Words.list(lines) + ".");
    }

    private static Optional<Double> saving(TurnRow row, Summary.ModeRun base) {
        return base.turns().stream().filter(other -> other.turn() == row.turn() && other.bytes().request() > 0 && row.bytes().request() > 0).findFirst()
                .map(other -> 1 - (double) row.bytes().request() / other.bytes().request());
    }
}
