package discedge.console.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@link ConsoleFigures} as {@code bench console --json} writes them; milliseconds with three digits. */
public final class ConsoleFiguresJson {
    private ConsoleFiguresJson() {}

    public static ObjectNode of(ConsoleFigures figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        var paint = figures.paint();
        spread(json.putObject("fx_ms"), paint.operate());
        spread(json.putObject("sessions_fx_ms"), paint.sessions());
        spread(json.putObject("render_ms"), paint.render());
        json.put("nodes", paint.nodes()).put("sessions", paint.sessionsKnown()).put("events_per_s", paint.eventsPerSecond()).put("dropped", paint.late());
        json.put("first_window_ms", ms(figures.start().firstWindow())).put("empty_window_ms", ms(figures.start().emptyWindow()))
                .put("first_token_ms", ms(figures.start().firstToken()));
        ObjectNode back = json.putObject("back_ms");
        spread(back, figures.back().millis());
        back.put("n", figures.back().millis().count());
        return json;
    }

    private static void spread(ObjectNode json, Spread spread) {
        json.put("median", ms(spread.median())).put("p95", ms(spread.p95()));
    }

    private static double ms(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
