package discedge.experiment.bench.handover;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.experiment.bench.handover.HandoverFigures.ChatTurn;
import discedge.experiment.bench.handover.HandoverFigures.Round;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** {@link HandoverFigures} as {@code bench handover --json} writes them. */
public final class HandoverJson {
    private HandoverJson() {}

    public static ObjectNode of(HandoverFigures figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("n", figures.rounds().size()).put("context_tokens", Math.round(figures.median(Round::contextIds)));
        json.put("model", figures.engine().model()).put("threads", figures.threads()).put("chunk_ms", rounded(figures.chunkMs()));
        ratio(json, "prewarm_over_stay", figures.prewarmOverStay());
        ratio(json, "cold_over_prewarm", figures.coldOverPrewarm());
        ratio(json, "foreground_ttft_p95_on_over_off", figures.foregroundFirstToken());
        ratio(json, "token_gap_p95_on_over_off", figures.tokenGap());
        ratio(json, "raw_over_tokenized", figures.rawOverTokenized());
        ObjectNode first = json.putObject("ttft_ms");
        kind(first, "stay", figures, Round::stay);
        kind(first, "prewarm", figures, Round::prewarm);
        kind(first, "cold", figures, Round::cold);
        kind(first, "raw", figures, Round::raw);
        json.put("context_tokens_least", figures.rounds().stream().mapToInt(Round::contextIds).min().orElseThrow());
        json.put("context_tokens_most", figures.rounds().stream().mapToInt(Round::contextIds).max().orElseThrow());
        json.put("think_ms", figures.think().toMillis()).put("policy", figures.policy());
        json.put("engine", figures.engine().engine()).put("simulated", figures.engine().simulated());
        ObjectNode beside = json.putObject("foreground").put("prewarmed_tokens", figures.beside().evaluated());
        chat(beside.putObject("off"), figures.beside().off());
        chat(beside.putObject("on"), figures.beside().on());
        json.putObject("link_delay_ms").put("set", rounded(figures.delay().set())).put("idle_p50", rounded(Ratio.median(figures.delay().idle())))
                .put("busy_p50", rounded(Ratio.median(figures.delay().busy()))).put("busy_p95", rounded(Ratio.p95(figures.delay().busy()))).put("n", figures.delay().busy().length);
        var rounds = json.putArray("rounds");
        for (Round round : figures.rounds()) {
            rounds.addObject().put("context_tokens", round.contextIds()).put("cached_tokens", round.cachedIds()).put("stay", rounded(round.stay()))
                    .put("prewarm", rounded(round.prewarm())).put("cold", rounded(round.cold())).put("raw", rounded(round.raw()));
        }
        json.putObject("machine").put("cores", figures.machine().cores()).put("java", figures.machine().java()).put("os", figures.machine().os());
        return json;
    }

    private static void ratio(ObjectNode json, String name, Ratio ratio) {
        json.putObject(name).put("median", rounded(ratio.median())).putArray("ci95").add(rounded(ratio.low())).add(rounded(ratio.high()));
    }

    private static void kind(ObjectNode json, String name, HandoverFigures figures, ToDoubleFunction<Round> kind) {
        json.put(name, rounded(figures.median(kind)));
    }

    private static void chat(ObjectNode json, List<ChatTurn> turns) {
        ChatTurn[] all = turns.toArray(ChatTurn[]::new);
        json.put("turns", all.length).put("gaps", turns.stream().mapToInt(turn -> turn.gaps().length).sum());
        json.put("ttft_p50_ms", rounded(Ratio.median(turns.stream().mapToDouble(ChatTurn::firstToken).toArray())));
        json.put("ttft_p95_ms", rounded(HandoverFigures.firstTokenP95(all))).put("token_gap_p95_ms", rounded(HandoverFigures.gapP95(all)));
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
