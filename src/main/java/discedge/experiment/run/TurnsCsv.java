package discedge.experiment.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code turns.csv}: one row a turn (RFC 4180, points as decimal marks). The prototype's columns first, under its names,
 * then ours under the summary's; one lag column a node.
 */
public final class TurnsCsv {
    /** As the prototype's logger writes them. */
    static final List<String> PROTOTYPE = List.of("Timestamp", "Operation", "DurationMs", "InferenceMode", "ScenarioName", "SessionID", "Turn",
            "PromptLength", "PromptTokens", "PromptProcMs", "PromptPerSecond", "PredictedTokens", "PredictedMs", "PredictedPerSecond", "TokensCached",
            "TokensEvaluated", "ContextProcessed", "HTTPStatusCode", "Details");
    static final List<String> OURS = List.of("node", "roamed", "context_tokens", "new_tokens", "request_bytes", "response_bytes", "queue_ms", "wait_ms",
            "prefill_ms", "prefill_cached_tokens", "decode_ms", "commit_ms", "network_ms", "total_ms", "ttft_ms", "sync_value_bytes", "sync_link_bytes",
            "sync_setup_bytes", "hash", "attempts", "stale");

    private TurnsCsv() {}

    public static String text(Summary summary) {
        var nodes = new TreeSet<>(summary.nodes());
        var out = new StringBuilder(header(nodes));
        for (Map.Entry<String, Summary.ModeRun> mode : summary.modes().entrySet())
            for (TurnRow row : mode.getValue().turns()) out.append(line(summary.scenario(), mode.getKey(), row, nodes));
        return out.toString();
    }

    /** The first line. @param nodes that may have a lag */
    public static String header(SortedSet<String> nodes) {
        var header = new ArrayList<>(PROTOTYPE);
        header.addAll(OURS);
        for (String node : nodes) header.add("lag_ms_" + node);
        return line(header);
    }

    /** One turn. @param nodes as in the header */
    public static String line(String scenario, String mode, TurnRow row, SortedSet<String> nodes) {
        return line(cells(scenario, mode, row, nodes));
    }

    private static List<String> cells(String scenario, String mode, TurnRow row, SortedSet<String> nodes) {
        var cells = new ArrayList<>(prototype(scenario, mode, row));
        cells.addAll(ours(row));
        for (String node : nodes) cells.add(ms(Optional.ofNullable(row.lag().get(node))));
        return cells;
    }

    /** Prompt tokens and their rate are those evaluated, as llama.cpp counts them; the cached ones have a column of their own. */
    private static List<String> prototype(String scenario, String mode, TurnRow row) {
        TurnRow.Tokens tokens = row.tokens();
        int whole = tokens.context() + tokens.prompt();
        int evaluated = Math.max(0, whole - tokens.cached());
        TurnRow.Times times = row.times();
        return List.of(row.sent().toString(), "completion", ms(times.total()), mode, scenario, row.session(), "" + row.turn(), row.prompt().isEmpty() ? "" : "" + row.prompt().length(),
                "" + evaluated, ms(times.prefill()), rate(evaluated, times.prefill()), "" + tokens.answer(), ms(times.decode()),
                rate(tokens.answer(), times.decode()), "" + tokens.cached(), "" + whole, "" + tokens.context(),
                row.outcome().status() == 0 ? "" : "" + row.outcome().status(), String.join(" ", row.outcome().refusals()));
    }

    private static List<String> ours(TurnRow row) {
        TurnRow.Times times = row.times();
        TurnRow.Bytes bytes = row.bytes();
        return List.of(row.node(), "" + row.roamed(), "" + row.tokens().context(), "" + row.tokens().added(), "" + bytes.request(), "" + bytes.response(),
                ms(times.queue()), ms(times.waited()), ms(times.prefill()), "" + row.tokens().cached(), ms(times.decode()), ms(times.commit()),
                ms(times.network()), ms(times.total()), ms(times.firstToken()), "" + bytes.syncValue(), "" + bytes.syncLink(), "" + bytes.syncSetup(),
                row.outcome().hash().map(Object::toString).orElse(""), "" + row.outcome().attempts(), "" + row.outcome().stale());
    }

    private static String ms(Optional<Duration> time) {
        return time.map(value -> SummaryJson.millis(value).toPlainString()).orElse("");
    }

    private static String rate(int tokens, Optional<Duration> time) {
        if (time.isEmpty() || time.get().isZero()) return "";
        return java.math.BigDecimal.valueOf(tokens * 1e9 / time.get().toNanos()).setScale(2, java.math.RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(TurnsCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    static String cell(String text) {
        boolean quote = text.contains(",") || text.contains("\"") || text.contains("\n") || text.contains("\r");
        return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
