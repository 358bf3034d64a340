package discedge.experiment.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.lab.store.StockFred;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code bench store}'s result as JSON and in words, each figure beside its limit. */
public record StoreReport(ObjectNode json, List<String> lines) {
    /**
     * @param fred to measure beside the embedded replica
     * @throws BenchmarkFailedException if a call is refused
     */
    public static StoreReport measure(Optional<StockFred> fred, Consumer<String> say) throws BenchmarkFailedException, InterruptedException, IOException {
        return of(StoreBench.measure(StoreBenchPlan.FULL, fred, say));
    }

    static StoreReport of(StoreBench.Result result) {
        return new StoreReport(json(result), words(result));
    }

    private static ObjectNode json(StoreBench.Result result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("members", 3).put("value_bytes", 2_000).put("clients", StoreBench.CLIENTS).put("session_turns", StoreBench.TURNS);
        json.set("embedded", json(result.embedded()));
        if (result.stock().isEmpty()) json.putNull("fred");
        else {
            json.set("fred", json(result.stock().get()));
            json.put("update_rate_ratio", round(result.embedded().updatesPerSecond() / result.stock().get().updatesPerSecond()));
        }
        return json;
    }

    private static ObjectNode json(StoreFigures figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("updates_per_s", round(figures.updatesPerSecond()));
        figures.rounds().forEach(rate -> json.withArray("updates_per_s_rounds").add(round(rate)));
        spread(json, "update", figures.update());
        spread(json, "read", figures.read());
        spread(json, "scan", figures.scan());
        return json;
    }

    private static void spread(ObjectNode json, String name, NodeFigures.Spread spread) {
        json.put(name + "_ms", round(spread.p50())).put(name + "_p99_ms", round(spread.p99()));
    }

    private static double round(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    private static List<String> words(StoreBench.Result result) {
        var lines = new ArrayList<String>();
        lines.add("Three members in memory, 2 kB values, " + StoreBench.CLIENTS + " clients over mTLS, every key written once:");
        lines.add("              updates/s   update ms (p99)      read ms (p99)   " + StoreBench.TURNS + "-turn session ms (p99)");
        lines.add(line(result.embedded()));
        result.stock().ifPresent(stock -> lines.add(line(stock)));
        if (result.stock().isPresent()) {
            double ratio = result.embedded().updatesPerSecond() / result.stock().get().updatesPerSecond();
            lines.add(String.format(Locale.ROOT, "Embedded takes %.1f times FReD's updates (at least %.0f%s).", ratio, StoreFigures.RATE_LIMIT, ratio < StoreFigures.RATE_LIMIT ? ": missed" : ""));
        } else lines.add("FReD itself was not measured: --fred-bin DIR says where it is.");
        double scan = result.embedded().scan().p50();
        lines.add(String.format(Locale.ROOT, "Reading a session of %d turns takes %.2f ms (limit %.0f ms%s).", StoreBench.TURNS, scan, StoreFigures.SCAN_LIMIT_MS,
                scan > StoreFigures.SCAN_LIMIT_MS ? ": missed" : ""));
        return lines;
    }

    private static String line(StoreFigures figures) {
        return String.format(Locale.ROOT, "  %-9s  %10.0f   %s   %s   %s", figures.kind(), figures.updatesPerSecond(), words(figures.update()), words(figures.read()), words(figures.scan()));
    }

    private static String words(NodeFigures.Spread spread) {
        return String.format(Locale.ROOT, "%6.2f (%6.2f)", spread.p50(), spread.p99());
    }
}
