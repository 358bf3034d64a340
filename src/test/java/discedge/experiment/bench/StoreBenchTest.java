package discedge.experiment.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The machinery of {@code bench store} with few calls, and its report; how fast a store is, is no matter of a test. */
class StoreBenchTest {
    private static final StoreBenchPlan TINY = new StoreBenchPlan(1, 3, 2, 1, 3, 3);

    @Test
    void it_measures_the_embedded_replica_alone_if_FReD_is_not_at_hand() throws Exception {
        var said = new ArrayList<String>();
        StoreBench.Result result = StoreBench.measure(TINY, Optional.empty(), said::add);
        assertEquals(List.of("Three embedded nodes …", "Warming up …", "Measuring …"), said);
        StoreReport report = StoreReport.of(result);

        JsonNode embedded = report.json().path("embedded");
        assertEquals(3, embedded.path("updates_per_s_rounds").size(), "the cold one does not count");
        for (String figure : List.of("updates_per_s", "update_ms", "update_p99_ms", "read_ms", "read_p99_ms", "scan_ms", "scan_p99_ms")) assertTrue(embedded.path(figure).asDouble() > 0, embedded.toString());
        assertTrue(report.json().path("fred").isNull());
        assertFalse(report.json().has("update_rate_ratio"));
        assertEquals("FReD itself was not measured: --fred-bin DIR says where it is.", report.lines().get(3));
    }

    @Test
    void the_report_sets_each_figure_beside_its_limit() {
        StoreReport report = StoreReport.of(new StoreBench.Result(figures("embedded", 8_000, 0.5), Optional.of(figures("FReD", 2_000, 1.5))));
        assertEquals(List.of("Three members in memory, 2 kB values, 16 clients over mTLS, every key written once:",
                "              updates/s   update ms (p99)      read ms (p99)   50-turn session ms (p99)",
                "  embedded         8000     1.00 (  2.00)     0.20 (  0.40)     0.50 (  1.00)",
                "  FReD             2000     1.00 (  2.00)     0.20 (  0.40)     1.50 (  3.00)",
                "Embedded takes 4.0 times FReD's updates (at least 3).",
                "Reading a session of 50 turns takes 0.50 ms (limit 2 ms)."), report.lines());
        assertEquals(4, report.json().path("update_rate_ratio").asDouble());
        assertEquals(2_000, report.json().path("fred").path("updates_per_s").asInt());
        assertEquals(List.of(3, 2_000, 16, 50), List.of(report.json().path("members").asInt(), report.json().path("value_bytes").asInt(), report.json().path("clients").asInt(), report.json().path("session_turns").asInt()));
    }

    @Test
    void a_limit_that_is_missed_is_said() {
        List<String> lines = StoreReport.of(new StoreBench.Result(figures("embedded", 5_000, 2.5), Optional.of(figures("FReD", 2_000, 1.5)))).lines();
        assertEquals("Embedded takes 2.5 times FReD's updates (at least 3: missed).", lines.get(4));
        assertEquals("Reading a session of 50 turns takes 2.50 ms (limit 2 ms: missed).", lines.get(5));
    }

    private static StoreFigures figures(String kind, double rate, double scan) {
        return new StoreFigures(kind, rate, List.of(rate), new NodeFigures.Spread(1, 2), new NodeFigures.Spread(0.2, 0.4), new NodeFigures.Spread(scan, 2 * scan));
    }
}
