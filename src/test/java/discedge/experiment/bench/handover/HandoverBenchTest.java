package discedge.experiment.bench.handover;

import static org.junit.jupiter.api.Assertions.*;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.context.PrewarmPolicy;
import discedge.engine.LlmEngine;
import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.lab.LabEngines;
import discedge.lab.LabNode;
import discedge.lab.LabSettings;
import discedge.runtime.RealPacer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The machinery of {@code bench handover} with few samples over a made-up machine; how fast the real one is, is no matter of a test. */
@Timeout(60)
class HandoverBenchTest {
    private static final HandoverPlan TINY = new HandoverPlan(1, 4, 300, 8, Duration.ofMillis(250), 2, 4, 400);
    /** 300 ids take 300 ms to evaluate, so warm and cold differ by much more than a test's machine may be late. */
    private static final LabEngines ENGINES = new LabEngines() {
        @Override
        public LlmEngine open(LabNode node, LabSettings settings) {
            var profile = new HardwareProfile("test", 1_000, 100, 0, Duration.ofMillis(1), true, "for a test");
            return new SimulatedEngine(SimulatedSettings.of(profile), new RealPacer());
        }

        @Override
        public String kind() {
            return "simulated";
        }
    };

    @Test
    void a_roam_to_a_warm_node_is_measured_beside_one_to_a_cold_node_and_beside_staying() throws Exception {
        var said = new ArrayList<String>();
        HandoverFigures figures = HandoverBench.measure(TINY, ENGINES, PrewarmPolicy.PREDICTED, 0, said::add);
        assertEquals(4, figures.rounds().size(), said.toString());
        for (HandoverFigures.Round round : figures.rounds()) {
            assertTrue(round.contextIds() >= 300 && round.cachedIds() >= round.contextIds() - 4, "the next node had evaluated the whole context: " + round);
            assertTrue(round.cold() > 300, "the cold one evaluated it then: " + round);
        }
        assertTrue(figures.coldOverPrewarm().median() > 2, figures.rounds().toString());
        assertEquals(4, figures.beside().on().size());
        assertEquals(4, figures.beside().off().size());
        assertTrue(figures.beside().evaluated() > 0, "contexts were evaluated ahead beside the chat");
        assertEquals(64, figures.chunkMs(), 40, "a step of 64 ids");

        JsonNode json = HandoverJson.of(figures);
        for (String ratio : List.of("prewarm_over_stay", "cold_over_prewarm", "foreground_ttft_p95_on_over_off", "token_gap_p95_on_over_off", "raw_over_tokenized")) {
            JsonNode ci = json.path(ratio).path("ci95");
            assertTrue(ci.size() == 2 && ci.get(0).asDouble() <= ci.get(1).asDouble() && json.path(ratio).path("median").asDouble() > 0, ratio + " of " + json);
        }
        for (String kind : List.of("stay", "prewarm", "cold")) assertTrue(json.path("ttft_ms").path(kind).asDouble() > 0, json.toString());
        assertEquals(4, json.path("n").asInt());
        assertTrue(json.path("context_tokens").asInt() >= 300 && json.path("threads").asInt() > 0, json.toString());
        assertEquals("simulated-cl100k", json.path("model").asText());
        assertEquals(10, json.path("link_delay_ms").path("busy_p50").asDouble(), 5, "a link's delay stays what it was set to");
        assertEquals(10, HandoverWords.of(figures).size());
        assertTrue(HandoverWords.of(figures).getFirst().contains("(simulated)"), "made-up figures say so");
    }

    @Test
    void with_pre_warming_off_the_next_node_is_as_cold_as_any() throws Exception {
        var plan = new HandoverPlan(1, 1, 300, 2, Duration.ofMillis(20), 1, 2, 4);
        HandoverFigures.Round round = HandoverBench.measure(plan, ENGINES, PrewarmPolicy.OFF, 0, line -> { }).rounds().getFirst();
        assertTrue(round.cachedIds() < round.contextIds(), round.toString());
    }

    @Test
    void an_interrupt_ends_it() throws Exception {
        var begun = new CountDownLatch(1);
        var outcome = new AtomicReference<Throwable>();
        var endless = new HandoverPlan(1, 1_000_000, 50, 2, Duration.ofMillis(5), 1, 2, 4);
        Thread measuring = Thread.ofPlatform().start(() -> {
            try {
                HandoverBench.measure(endless, ENGINES, PrewarmPolicy.ALL, 0, line -> {
                    if (line.contains("rounds")) begun.countDown();
                });
            } catch (Exception e) {
                outcome.set(e);
            }
        });
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        measuring.interrupt();
        measuring.join(TimeUnit.SECONDS.toMillis(20));
        assertFalse(measuring.isAlive());
        assertEquals(InterruptedException.class, outcome.get().getClass(), () -> outcome.get().toString());
    }

    @Test
    void a_ratio_lies_within_its_own_interval_and_one_of_equal_samples_is_one() {
        double[] some = {3, 1, 2, 5, 4};
        assertEquals(new Ratio(1, 1, 1), Ratio.ofMedians(some, some));
        Ratio twice = Ratio.ofMedians(new double[] {6, 2, 4, 10, 8.4}, some);
        assertTrue(twice.low() <= twice.median() && twice.median() <= twice.high() && twice.median() == 2, twice.toString());
        assertEquals(19, Ratio.p95(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}));
    }
}
