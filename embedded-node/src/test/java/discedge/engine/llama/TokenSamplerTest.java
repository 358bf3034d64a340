package discedge.engine.llama;

import static org.junit.jupiter.api.Assertions.*;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenSamplerTest {
    private static final float[] LOGITS = {1f, 5f, 4f, 4.5f, -2f, 0f};

    @Test
    void atTemperatureZeroItIsAlwaysTheMostLikely() {
        var sampler = sampler(Map.of("temperature", "0", "repeat_penalty", "1"), 1);
        for (int i = 0; i < 20; i++) {
            int id = sampler.draw(LOGITS.clone());
            sampler.accept(id);
            assertEquals(1, id);
        }
    }

    @Test
    void onlyTheMostLikelyAreDrawn() {
        assertEquals(Map.of(1, true, 3, true), drawn(Map.of("top_k", "2", "top_p", "1", "repeat_penalty", "1")));
        assertEquals(Map.of(1, true), drawn(Map.of("top_k", "0", "top_p", "0.3", "repeat_penalty", "1")));
        assertEquals(Map.of(1, true, 3, true), drawn(Map.of("top_k", "0", "top_p", "1", "min_p", "0.5", "repeat_penalty", "1", "temperature", "2")));
        assertEquals(6, drawn(Map.of("top_k", "0", "top_p", "1", "temperature", "50", "repeat_penalty", "1")).size());
    }

    @Test
    void frequenciesFollowTheProbabilities() {
        var sampler = sampler(Map.of("top_k", "2", "top_p", "1", "temperature", "1", "repeat_penalty", "1"), 5);
        int first = 0;
        for (int i = 0; i < 20_000; i++) if (sampler.draw(LOGITS.clone()) == 1) first++;
        assertEquals(1 / (1 + Math.exp(-0.5)), first / 20_000.0, 0.015);
    }

    @Test
    void whatWasSaidLatelyIsLessLikely() {
        var sampler = sampler(Map.of("temperature", "0", "repeat_penalty", "1.2", "repeat_last_n", "2"), 1);
        sampler.accept(1);
        assertEquals(3, sampler.draw(LOGITS.clone()), "5 / 1.2 is below 4.5");
        sampler.accept(3);
        assertEquals(1, sampler.draw(new float[] {0f, 5f, 4f, 4.5f, 0f, 0f}), "5 / 1.2 is above 4");
        sampler.accept(2);
        assertEquals(1, sampler.draw(LOGITS.clone()), "forgotten: two ids ago counts, three do not");
        var negative = sampler(Map.of("temperature", "0", "repeat_penalty", "2"), 1);
        negative.accept(0);
        assertEquals(1, negative.draw(new float[] {-1f, -1.5f}), "-1 × 2 is below -1.5");
    }

    @Test
    void repeatedIdsCountUntilTheLastOfThemIsForgotten() {
        var sampler = sampler(Map.of("temperature", "0", "repeat_penalty", "1", "frequency_penalty", "0.3", "repeat_last_n", "3"), 1);
        sampler.accept(1);
        sampler.accept(1);
        assertEquals(3, sampler.draw(LOGITS.clone()), "5 − 2 × 0.3 is below 4.5");
        sampler.accept(0);
        sampler.accept(0);
        assertEquals(1, sampler.draw(LOGITS.clone()), "5 − 0.3 is above 4.5");
    }

    @Test
    void theEndIsNotDrawnWhereItIsToBeIgnored() {
        var sampler = new TokenSampler(SamplerSettings.of(Tiny.with(1, Map.of("temperature", "0", "ignore_eos", "true"))), 1, 64, new int[] {1, 3});
        assertEquals(2, sampler.draw(LOGITS.clone()));
    }

    @Test
    void theDefaultsSuitSmallModels() {
        assertEquals(new SamplerSettings(0.7, 40, 0.95, 0, 1.1, 64, 0, 0, false), SamplerSettings.of(discedge.engine.Sampling.defaults()));
        assertEquals(0.7, SamplerSettings.of(Tiny.with(1, Map.of("temperature", "\"hot\""))).temperature(), "what is no number is not believed");
    }

    private static Map<Integer, Boolean> drawn(Map<String, String> fields) {
        var sampler = sampler(fields, 3);
        var drawn = new java.util.TreeMap<Integer, Boolean>();
        for (int i = 0; i < 3_000; i++) drawn.put(sampler.draw(LOGITS.clone()), true);
        return drawn;
    }

    private static TokenSampler sampler(Map<String, String> fields, long seed) {
        return new TokenSampler(SamplerSettings.of(Tiny.with(1, fields)), seed, 64, new int[0]);
    }
}
