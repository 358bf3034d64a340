package discedge.experiment.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code bench sync}'s result as JSON: bytes as they were counted, percents to two digits. */
public final class SyncJson {
    private SyncJson() {}

    public static ObjectNode of(SyncBench.Result result) {
        ObjectNode json = of(result.recorded());
        json.set("simulated", of(result.simulated()));
        return json;
    }

    /** The figures of {@code link_bytes_per_replica} and {@code setup_bytes} are those of one replica; {@code replications} has all. */
    private static ObjectNode of(SyncFigures figures) {
        SyncFigures.Replication first = figures.replications().getFirst();
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("engine", figures.engine())
                .put("model", figures.model())
                .put("prototype_bytes", figures.prototypeBytes())
                .put("value_bytes", figures.valueBytes())
                .put("link_bytes_per_replica", Math.round(first.linkPerReplica()))
                .put("setup_bytes", first.setup())
                .put("value_percent", rounded(figures.valuePercent()))
                .put("link_percent", rounded(figures.linkPercent(first)))
                .put("request_saving_percent", rounded(figures.requestSaving()))
                .put("value_bytes_per_id_growth", rounded(figures.growth()));
        var turns = json.putArray("turns");
        for (SyncFigures.Turn turn : figures.turns()) turns.add(of(turn));
        var replications = json.putArray("replications");
        for (SyncFigures.Replication replication : figures.replications())
            replications.addObject()
                    .put("replicas", replication.replicas())
                    .put("link_bytes_per_replica", Math.round(replication.linkPerReplica()))
                    .put("link_percent", rounded(figures.linkPercent(replication)))
                    .put("setup_bytes", replication.setup());
        return json;
    }

    private static ObjectNode of(SyncFigures.Turn turn) {
        return JsonNodeFactory.instance.objectNode()
                .put("turn", turn.turn())
                .put("ids", turn.ids())
                .put("prototype_bytes", turn.prototype())
                .put("value_bytes", turn.value())
                .put("link_bytes", turn.link())
                .put("request_bytes", turn.request())
                .put("client_side_request_bytes", turn.clientSideRequest())
                .put("value_bytes_per_id", rounded(turn.valuePerId()));
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
