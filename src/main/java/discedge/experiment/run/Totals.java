package discedge.experiment.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A run's turns together: sums, and medians where a sum makes no sense.
 *
 * @param setupBytes before the first turn and during the turns
 * @param stages the sums over turns; total and first token are empty
 * @param medianTotal of the answered turns; likewise the first token
 * @param medianLag by replica
 */
public record Totals(int turns, int answered, int roamed, int attempts, long newTokens, long cachedTokens, long requestBytes, long responseBytes,
                     long valueBytes, long linkBytes, long setupBytes, TurnRow.Times stages, Duration network, Duration sumTotal,
                     Optional<Duration> medianTotal, Optional<Duration> medianFirstToken, Map<String, Duration> medianLag) {
    static Totals of(Summary.ModeRun run) {
        List<TurnRow> rows = run.turns();
        List<TurnRow> answered = rows.stream().filter(row -> row.outcome().answered()).toList();
        var stages = new TurnRow.Times(time(rows, TurnRow.Times::queue), time(rows, TurnRow.Times::waited), time(rows, TurnRow.Times::prefill),
                time(rows, TurnRow.Times::decode), time(rows, TurnRow.Times::commit), Optional.empty(), Optional.empty());
        return new Totals(rows.size(), answered.size(), (int) rows.stream().filter(TurnRow::roamed).count(), (int) sum(rows, row -> row.outcome().attempts()),
                sum(rows, row -> row.tokens().added()), sum(rows, row -> row.tokens().cached()), sum(rows, row -> row.bytes().request()),
                sum(rows, row -> row.bytes().response()), sum(rows, row -> row.bytes().syncValue()), sum(rows, row -> row.bytes().syncLink()),
                run.setupBytes() + sum(rows, row -> row.bytes().syncSetup()), stages,
                time(answered, TurnRow.Times::network).orElse(Duration.ZERO), time(answered, TurnRow.Times::total).orElse(Duration.ZERO),
                median(present(answered, TurnRow.Times::total)), median(present(answered, TurnRow.Times::firstToken)), lag(rows));
    }

    private static long sum(List<TurnRow> rows, ToLongFunction<TurnRow> figure) {
        return rows.stream().mapToLong(figure).sum();
    }

    private static Optional<Duration> time(List<TurnRow> rows, Function<TurnRow.Times, Optional<Duration>> stage) {
        return present(rows, stage).stream().reduce(Duration::plus);
    }

    private static List<Duration> present(List<TurnRow> rows, Function<TurnRow.Times, Optional<Duration>> stage) {
        return rows.stream().flatMap(row -> stage.apply(row.times()).stream()).toList();
    }

    private static Map<String, Duration> lag(List<TurnRow> rows) {
        var byNode = new TreeMap<String, List<Duration>>();
        for (TurnRow row : rows) row.lag().forEach((node, lag) -> byNode.computeIfAbsent(node, name -> new ArrayList<>()).add(lag));
        var medians = new TreeMap<String, Duration>();
        byNode.forEach((node, lags) -> median(lags).ifPresent(median -> medians.put(node, median)));
        return medians;
    }

    /** The middle one, or the mean of the two in the middle; empty of none. */
    public static Optional<Duration> median(List<Duration> values) {
        if (values.isEmpty()) return Optional.empty();
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return Optional.of(sorted.get((sorted.size() - 1) / 2).plus(sorted.get(sorted.size() / 2)).dividedBy(2));
    }
}
