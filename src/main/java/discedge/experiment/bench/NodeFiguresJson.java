package discedge.experiment.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@link NodeFigures} as {@code bench node --json} writes them; milliseconds with three digits. */
public final class NodeFiguresJson {
    private NodeFiguresJson() {}

    public static ObjectNode of(NodeFigures figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode added = json.putObject("added_ms");
        spread(added.putObject("memory"), figures.memory());
        spread(added.putObject("durable"), figures.durable());
        var byContext = json.putArray("by_context");
        figures.byContext().forEach(one -> byContext.addObject().put("ids", one.ids()).put("p50", ms(one.p50())));
        json.put("disk_sync_ms", ms(figures.diskSync().p50()));
        var waits = json.putArray("wait_ms");
        for (NodeFigures.Wait wait : figures.waits()) {
            ObjectNode one = spread(waits.addObject().put("delay_ms", wait.delayMs()), wait.waited());
            one.put("n", wait.turns()).put("round_trip_p50", ms(wait.roundTripMs()));
        }
        json.put("n", figures.samples()).put("context_ids", NodeFigures.CONTEXT_IDS);
        json.put("prompt_ids", BenchSession.PROMPT_IDS).put("answer_ids", BenchSession.ANSWER_IDS);
        json.put("disk_sync_p99_ms", ms(figures.diskSync().p99())).put("disk_sync_bytes", figures.diskSyncBytes()).put("disk", figures.disk());
        json.putObject("machine").put("cores", figures.machine().cores()).put("java", figures.machine().java()).put("os", figures.machine().os());
        return json;
    }

    private static ObjectNode spread(ObjectNode json, NodeFigures.Spread spread) {
        return json.put("p50", ms(spread.p50())).put("p99", ms(spread.p99()));
    }

    private static double ms(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
