package discedge.console.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleFiguresTest {
    private static ConsoleFigures figures(double operate, int drag, double window) {
        var paint = new ConsoleFigures.Paint(new Spread(operate, 12.5, 100), new Spread(9.25, 14, 40), new Spread(4, 8, 100), drag, 10, 16, 10_000, 500, 2_003, 2, 31, 59.6);
        return new ConsoleFigures(paint, new GoingBack.Figures(new Spread(4.2, 12.25, 60), 4_095, 1_283_000), new ConsoleFigures.Start(window, 1_000, 1_488.22249, true), new ConsoleFigures.Machine(2, "JVM 25", "Linux amd64"));
    }

    @Test
    void json_has_the_keys_that_scripts_read() {
        assertEquals("""
                {"fx_ms":{"median":6.5,"p95":12.5},"sessions_fx_ms":{"median":9.25,"p95":14.0},"render_ms":{"median":4.0,"p95":8.0},\
                "nodes":16,"sessions":10000,"events_per_s":2003,"dropped":2,"first_window_ms":1800.0,"empty_window_ms":1000.0,"first_token_ms":1488.222,\
                "back_ms":{"median":4.2,"p95":12.25,"n":60}}""",
                ConsoleFiguresJson.of(figures(6.5, 1, 1_800)).toString());
    }

    @Test
    void words_say_which_limits_are_held() {
        String kept = String.join("\n", ConsoleFiguresWords.of(figures(6.5, 1, 1_800)));
        assertTrue(kept.contains("median 6.50 ms (limit 8)") && kept.contains("1 pulse after the press, at worst of 10 drags (limit 1)") && kept.contains("1.80 times (limit 2)"), kept);
        assertTrue(kept.contains("Ten minutes back in a log of 1,283,000 events: median 4.2 ms, p95 12.3 ms (limit 100), n 60; at most 4,095 events folded."), kept);
        assertTrue(!kept.contains("over the limit"), kept);
        String missed = String.join("\n", ConsoleFiguresWords.of(figures(8.5, 2, 2_100)));
        assertTrue(missed.contains("median 8.50 ms (over the limit of 8)") && missed.contains("2 pulses after the press, at worst of 10 drags (over the limit of 1)")
                && missed.contains("2.10 times (over the limit of 2)"), missed);
    }

    @Test
    void percentiles_are_measured_values() {
        List<Double> values = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList();
        assertEquals(new Spread(50, 95, 100), Spread.of(values));
        assertEquals(new Spread(7, 7, 1), Spread.of(List.of(7.0)));
    }
}
