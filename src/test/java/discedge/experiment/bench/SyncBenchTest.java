package discedge.experiment.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The limits on sizes, over real nodes, links and clients. Sizes do not depend on the machine's speed. */
class SyncBenchTest {
    private static SyncBench.Result result;

    @BeforeAll
    static void measure() throws Exception {
        result = SyncBench.measure(line -> {});
    }

    private static List<SyncFigures> both() {
        return List.of(result.recorded(), result.simulated());
    }

    @Test
    void thePrototypeSendsWhatItsEncodingOfTheRecordedIdsTakes() {
        assertEquals(29_603, result.recorded().prototypeBytes());
        assertEquals(1_335, result.recorded().turns().stream().mapToInt(SyncFigures.Turn::ids).sum());
    }

    @Test
    void recordsTakeAtMostElevenPercentOfThePrototypesBytes() {
        for (SyncFigures figures : both()) assertTrue(figures.valuePercent() <= SyncFigures.VALUE_LIMIT, figures::toString);
    }

    @Test
    void theLinkCarriesAtMostFifteenPercentPerReplicaHoweverManyThereAre() {
        for (SyncFigures figures : both()) {
            assertEquals(List.of(1, 2), figures.replications().stream().map(SyncFigures.Replication::replicas).toList());
            for (SyncFigures.Replication one : figures.replications()) {
                assertTrue(figures.linkPercent(one) <= SyncFigures.LINK_LIMIT, figures::toString);
                assertTrue(one.linkPerReplica() > figures.valueBytes(), "a link that carries less than the records: " + one);
            }
        }
    }

    @Test
    void bytesPerIdDoNotGrowWithTheContext() {
        for (SyncFigures figures : both()) assertTrue(figures.growth() <= SyncFigures.GROWTH_LIMIT, figures::toString);
    }

    @Test
    void requestsSaveNearlyAllThatAClientWithItsContextSends() {
        for (SyncFigures figures : both()) assertTrue(figures.requestSaving() >= SyncFigures.SAVING_LIMIT, figures::toString);
    }

    @Test
    void requestsStayFlatWhileThoseOfAClientWithItsContextGrow() {
        for (SyncFigures figures : both()) {
            List<SyncFigures.Turn> later = figures.turns().subList(1, figures.turns().size());
            var around = later.stream().mapToLong(turn -> turn.request() - turn.prompt()).summaryStatistics();
            assertTrue(around.getMax() - around.getMin() <= 16, () -> "bytes around the prompt vary: " + around);
            for (int i = 1; i < later.size(); i++)
                assertTrue(later.get(i).clientSideRequest() > later.get(i - 1).clientSideRequest(), figures::toString);
        }
    }

    @Test
    void jsonHasTheFieldsOfTheContractForBothRuns() {
        JsonNode json = SyncJson.of(result);
        for (JsonNode run : List.of(json, json.get("simulated"))) {
            for (String field : List.of("prototype_bytes", "value_bytes", "link_bytes_per_replica", "setup_bytes", "value_percent",
                    "link_percent", "request_saving_percent"))
                assertTrue(run.path(field).isNumber() && run.path(field).doubleValue() > 0, field + " of " + run);
            assertEquals(9, run.get("turns").size());
            var names = new ArrayList<String>();
            run.get("turns").get(0).fieldNames().forEachRemaining(names::add);
            assertEquals(List.of("turn", "ids", "prototype_bytes", "value_bytes", "link_bytes", "request_bytes",
                    "client_side_request_bytes", "value_bytes_per_id"), names);
        }
        assertEquals("SmolLM2-135M-Instruct", json.get("model").textValue());
        assertEquals("simulated", json.get("simulated").get("engine").textValue());
    }
}
