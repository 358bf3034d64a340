package discedge.experiment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code summary.json}: a contract for scripts. Times in ms with three decimals; null where nothing was measured. */
public final class SummaryJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SummaryJson() {}

    public static String text(Summary summary) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json(summary)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary that is no JSON", e);
        }
    }

    static ObjectNode json(Summary summary) {
        ObjectNode json = NODES.objectNode().put("version", summary.version()).put("scenario", summary.scenario()).put("seed", summary.seed())
                .put("engine", summary.engine()).put("model", summary.model()).put("profile", summary.profile()).put("simulated", summary.simulated())
                .put("consistency", summary.consistency()).put("store", summary.store());
        summary.nodes().forEach(json.putArray("nodes")::add);
        ObjectNode modes = json.putObject("modes");
        summary.modes().forEach((mode, run) -> modes.set(mode, run(run)));
        return json;
    }

    private static ObjectNode run(Summary.ModeRun run) {
        ObjectNode json = NODES.objectNode();
        var turns = json.putArray("turns");
        run.turns().forEach(row -> turns.add(turn(row)));
        json.set("totals", totals(run.totals()));
        json.put("planned", run.planned()).put("ending", run.ending());
        if (!run.why().isEmpty()) json.put("why", run.why());
        json.set("prewarm", prewarm(run));
        var faults = json.putArray("faults");
        for (FaultSeen fault : run.faults()) {
            ObjectNode seen = faults.addObject().put("kind", fault.kind()).put("target", fault.target()).put("began", fault.began().toString());
            time(seen, "lasted_ms", fault.lasted());
        }
        return json;
    }

    private static ObjectNode prewarm(Summary.ModeRun run) {
        ObjectNode json = pass(NODES.objectNode().put("policy", run.policy()), run.prewarms().whole());
        run.prewarms().afterFirstPass().ifPresentOrElse(pass -> pass(json.putObject("after_first_pass"), pass), () -> json.putNull("after_first_pass"));
        return json;
    }

    private static ObjectNode pass(ObjectNode json, PrewarmTotals.Pass pass) {
        json.put("predictions", pass.predictions()).put("declined", pass.declined()).put("hits", pass.hits()).put("tokens", pass.evaluated())
                .put("used_tokens", pass.used()).put("wasted_tokens", pass.wasted()).put("unused_share", Math.round(pass.unusedShare() * 1_000) / 1_000.0);
        time(json, "took_ms", Optional.of(pass.took()));
        return json;
    }

    /** One turn, as in a summary. */
    public static ObjectNode turn(TurnRow row) {
        TurnRow.Times times = row.times();
        ObjectNode json = NODES.objectNode().put("turn", row.turn()).put("node", row.node()).put("roamed", row.roamed())
                .put("context_tokens", row.tokens().context()).put("new_tokens", row.tokens().added())
                .put("request_bytes", row.bytes().request()).put("response_bytes", row.bytes().response());
        time(json, "wait_ms", times.waited());
        time(json, "prefill_ms", times.prefill());
        json.put("prefill_cached_tokens", row.tokens().cached());
        time(json, "decode_ms", times.decode());
        time(json, "commit_ms", times.commit());
        time(json, "total_ms", times.total());
        time(json, "ttft_ms", times.firstToken());
        json.put("sync_value_bytes", row.bytes().syncValue()).put("sync_link_bytes", row.bytes().syncLink());
        json.set("lag_ms", lag(row.lag()));
        row.outcome().hash().ifPresentOrElse(hash -> json.put("hash", hash.toString()), () -> json.putNull("hash"));
        json.put("text", row.outcome().text());
        more(json, row);
        return json;
    }

    /** Beyond what is promised. */
    private static void more(ObjectNode json, TurnRow row) {
        time(json, "queue_ms", row.times().queue());
        time(json, "network_ms", row.times().network());
        json.put("sync_setup_bytes", row.bytes().syncSetup()).put("prompt_tokens", row.tokens().prompt()).put("answer_tokens", row.tokens().answer())
                .put("answered", row.outcome().answered()).put("status", row.outcome().status()).put("attempts", row.outcome().attempts());
        row.outcome().refusals().forEach(json.putArray("refusals")::add);
        json.put("stale", row.outcome().stale());
        row.outcome().missing().forEach(json.putArray("missing_turns")::add);
    }

    private static ObjectNode totals(Totals totals) {
        ObjectNode json = NODES.objectNode().put("turns", totals.turns()).put("answered", totals.answered()).put("roamed", totals.roamed())
                .put("attempts", totals.attempts()).put("new_tokens", totals.newTokens()).put("request_bytes", totals.requestBytes())
                .put("response_bytes", totals.responseBytes());
        time(json, "queue_ms", totals.stages().queue());
        time(json, "wait_ms", totals.stages().waited());
        time(json, "prefill_ms", totals.stages().prefill());
        json.put("prefill_cached_tokens", totals.cachedTokens());
        time(json, "decode_ms", totals.stages().decode());
        time(json, "commit_ms", totals.stages().commit());
        time(json, "network_ms", Optional.of(totals.network()));
        time(json, "total_ms", totals.medianTotal());
        time(json, "ttft_ms", totals.medianFirstToken());
        json.put("sync_value_bytes", totals.valueBytes()).put("sync_link_bytes", totals.linkBytes()).put("sync_setup_bytes", totals.setupBytes());
        json.set("lag_ms", lag(totals.medianLag()));
        time(json, "total_ms_sum", Optional.of(totals.sumTotal()));
        json.putArray("medians").add("total_ms").add("ttft_ms").add("lag_ms");
        return json;
    }

    private static ObjectNode lag(Map<String, Duration> lags) {
        ObjectNode json = NODES.objectNode();
        lags.forEach((node, lag) -> time(json, node, Optional.of(lag)));
        return json;
    }

    private static void time(ObjectNode json, String name, Optional<Duration> time) {
        time.ifPresentOrElse(value -> json.put(name, millis(value)), () -> json.putNull(name));
    }

    /** Rounded to the microsecond. */
    static BigDecimal millis(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 6).setScale(3, RoundingMode.HALF_EVEN);
    }
}
