package discedge.experiment.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The machinery of {@code bench node} with few samples; how fast a node is, is no matter of a test. */
class NodeBenchTest {
    private static final NodeBenchPlan TINY = new NodeBenchPlan(20, 2, 3, List.of(100, 400), List.of(1, 20), 7);

    @Test
    void measuresEveryPartAndSaysItInJsonAndWords() throws Exception {
        var said = new ArrayList<String>();
        NodeFigures figures = NodeBench.measure(TINY, said::add);
        assertEquals(4, said.size());

        JsonNode json = NodeFiguresJson.of(figures);
        for (String store : List.of("memory", "durable")) assertIsSpread(json.path("added_ms").path(store));
        assertEquals(List.of(100, 400), ints(json.path("by_context"), "ids"));
        json.path("by_context").forEach(one -> assertTrue(one.path("p50").asDouble() > 0, one.toString()));
        assertTrue(json.path("disk_sync_ms").asDouble() > 0, json.toString());
        assertEquals(List.of(1, 20), ints(json.path("wait_ms"), "delay_ms"));
        assertEquals(List.of(7, 7), ints(json.path("wait_ms"), "n"));
        assertEquals(3, json.path("n").asInt());
        assertTrue(json.path("machine").path("cores").asInt() > 0);

        List<String> lines = NodeFiguresWords.of(figures);
        assertEquals(6 + 1 + 2 + 1, lines.size(), () -> String.join("\n", lines));
    }

    @Test
    void aWaitAfterARoamIsAboutTheLinksDelay() throws Exception {
        List<NodeFigures.Wait> waits = RoamWait.measure(new NodeBenchPlan(0, 0, 1, List.of(100), List.of(60), 6), new java.util.SplittableRandom(1));
        double wait = waits.getFirst().waited().p50();
        // The record leaves just before the answer's last byte, so the wait may be a little less than the delay.
        assertTrue(wait > 30 && waits.getFirst().roundTripMs() > wait, () -> waits.toString());
    }

    @Test
    void anInterruptEndsItAndLeavesNothingBehind() throws Exception {
        var begun = new CountDownLatch(1);
        var outcome = new AtomicReference<Throwable>();
        var endless = new NodeBenchPlan(2, 1_000_000, 1, List.of(100), List.of(1), 1);
        var folder = new AtomicReference<String>();
        Thread measuring = Thread.ofPlatform().start(() -> {
            try {
                NodeBench.measure(endless, line -> {
                    if (!line.contains(" durable in ")) return;
                    folder.set(line.replaceAll(".* durable in (.*): .*", "$1"));
                    begun.countDown();
                });
            } catch (Exception e) {
                outcome.set(e);
            }
        });
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        measuring.interrupt();
        measuring.join(TimeUnit.SECONDS.toMillis(30));
        assertFalse(measuring.isAlive());
        assertEquals(InterruptedException.class, outcome.get().getClass(), () -> outcome.get().toString());
        assertFalse(java.nio.file.Files.exists(java.nio.file.Path.of(folder.get())), folder.get());
    }

    @Test
    void percentilesAreByNearestRank() {
        var samples = new Samples();
        assertThrows(IllegalStateException.class, samples::medianMs);
        for (int i = 1; i <= 1_000; i++) samples.add(i * 1_000_000L);
        assertEquals(500, samples.medianMs());
        assertEquals(new NodeFigures.Spread(500, 990), samples.spread());
    }

    private static void assertIsSpread(JsonNode spread) {
        assertTrue(spread.path("p50").asDouble() > 0 && spread.path("p99").asDouble() >= spread.path("p50").asDouble(), spread.toString());
    }

    private static List<Integer> ints(JsonNode list, String field) {
        var values = new ArrayList<Integer>();
        list.forEach(one -> values.add(one.path(field).asInt()));
        return values;
    }
}
