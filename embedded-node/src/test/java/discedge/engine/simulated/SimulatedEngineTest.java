package discedge.engine.simulated;

import static discedge.engine.simulated.Fixtures.*;
import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.EngineException;
import discedge.engine.GenerationRequest;
import discedge.engine.GenerationResult;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedEngineTest {
    private final SkippingPacer pacer = new SkippingPacer();
    private final TokenSequence prompt = userTurn("What is SLAM?");

    @Test
    void theModelsAnswerComesIdByIdAfterPrefill() throws InterruptedException {
        var heard = new Recorder();
        GenerationResult result = engine(HardwareProfile.INSTANT).generate(request(ANNA, prompt, 48), heard);
        SampledAnswer expected = new SimulatedModel(0, SimulatedModel.DEFAULT_WINDOW).answer(prompt, atMost(48));
        assertEquals(expected.ids(), heard.answer());
        assertEquals(expected.stop(), result.stop());
        assertEquals(List.of("prefillStarted", "prefilled"), heard.told.subList(0, 2));
        assertEquals(48, heard.told.stream().filter("sampled"::equals).count());
    }

    @Test
    void theIdThatEndsAnAnswerIsNotHandedOver() throws InterruptedException {
        var heard = new Recorder();
        GenerationResult result = engine(HardwareProfile.INSTANT).generate(request(ANNA, prompt, -1), heard);
        assertEquals(StopReason.EOS, result.stop());
        assertFalse(heard.sampled.contains(Cl100kTokenizer.IM_END));
    }

    @Test
    void everyNodeGivesTheSameAnswerWhateverItsHardware() throws InterruptedException {
        var answers = new java.util.HashSet<TokenSequence>();
        for (HardwareProfile profile : HardwareProfile.ALL) {
            var heard = new Recorder();
            engine(profile).generate(new GenerationRequest(ANNA, prompt, with(128, Map.of("seed", "123"))), heard);
            answers.add(heard.answer());
        }
        assertEquals(1, answers.size());
    }

    @Test
    void anAnswerTakesWhatTheProfileSaysAndAListenersOwnTimeDoesNotAddUp() throws InterruptedException {
        var profile = HardwareProfile.JETSON_TX2;
        long expected = profile.prefill(prompt.length()).plus(profile.decode(prompt.length(), 48)).toNanos();
        for (long slow : new long[] {0, 1_000_000}) {
            long start = pacer.now();
            engine(profile).generate(request(ANNA, prompt, 48), new Recorder() {
                @Override
                public void sampled(TokenSequence ids) {
                    pacer.awaitUntil(pacer.now() + slow);
                }
            });
            assertEquals(expected + slow, pacer.now() - start, "only what the listener took after the last id is added");
        }
    }

    @Test
    void theNextTurnEvaluatesOnlyWhatIsNew() throws InterruptedException {
        var engine = engine(HardwareProfile.JETSON_TX2);
        var first = new Recorder();
        engine.generate(request(ANNA, prompt, 128), first);
        TokenSequence context = TokenSequence.concat(prompt, first.answer());
        TokenSequence next = TokenSequence.concat(context, engine.template().close(), userTurn("And on a small robot?"));
        long start = pacer.now();
        var second = new Recorder() {
            long prefilledAt;

            @Override
            public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {
                super.prefilled(promptTokens, cachedTokens, slot, slotOwner);
                prefilledAt = pacer.now();
            }
        };
        engine.generate(request(ANNA, next, 1), second);
        assertEquals(context.length(), second.cached);
        assertEquals(ANNA.value(), second.slotOwner);
        assertEquals(HardwareProfile.JETSON_TX2.prefill(next.length() - context.length()).toNanos(), second.prefilledAt - start);
    }

    @Test
    void nothingIsReusedAcrossSessions() throws InterruptedException {
        var engine = new SimulatedEngine(SimulatedSettings.of(HardwareProfile.INSTANT).withSlots(1, 1), pacer);
        engine.generate(request(ANNA, prompt, 8), new Recorder());
        var bert = new Recorder();
        engine.generate(request(BERT, prompt, 8), bert);
        assertEquals(0, bert.cached);
        assertEquals(ANNA.value(), bert.slotOwner);
        var anna = new Recorder();
        engine.generate(request(ANNA, prompt, 8), anna);
        assertEquals(0, anna.cached);
        assertEquals(BERT.value(), anna.slotOwner);
    }

    @Test
    void anEvictedSessionStartsCold() throws InterruptedException {
        var engine = engine(HardwareProfile.INSTANT);
        engine.generate(request(ANNA, prompt, 8), new Recorder());
        engine.evict(ANNA);
        var heard = new Recorder();
        engine.generate(request(ANNA, prompt, 8), heard);
        assertEquals(0, heard.cached);
        assertEquals("", heard.slotOwner);
    }

    @Test
    void aCancelledAnswerEndsWithWhatThereIsAndTheCacheHoldsIt() throws InterruptedException {
        var engine = engine(HardwareProfile.RASPBERRY_PI_4);
        var cancelling = new Recorder() {
            @Override
            public boolean cancelled() {
                return sampled.size() == 5;
            }
        };
        assertEquals(StopReason.CANCELLED, engine.generate(request(ANNA, prompt, 128), cancelling).stop());
        assertEquals(5, cancelling.sampled.size());
        var after = new Recorder();
        engine.generate(request(ANNA, TokenSequence.concat(prompt, cancelling.answer(), engine.template().close()), 1), after);
        assertEquals(prompt.length() + 5, after.cached);
    }

    @Test
    void aLongPromptIsCancelledWithinABatch() throws InterruptedException {
        var engine = engine(HardwareProfile.RASPBERRY_PI_4);
        TokenSequence longPrompt = userTurn("sensor ".repeat(1000));
        var cancelling = new Recorder() {
            int asked;

            @Override
            public boolean cancelled() {
                return ++asked > 4;
            }
        };
        long start = pacer.now();
        assertEquals(StopReason.CANCELLED, engine.generate(request(ANNA, longPrompt, 128), cancelling).stop());
        assertEquals(List.of("prefillStarted"), cancelling.told);
        assertTrue(pacer.now() - start <= HardwareProfile.RASPBERRY_PI_4.prefill(4 * 64).toNanos());
        var after = new Recorder();
        engine.generate(request(ANNA, longPrompt, 1), after);
        assertTrue(after.cached > 0 && after.cached <= 4 * 64 && after.cached % 64 == 0, "cached " + after.cached);
    }

    @Test
    void anEmptyAnswerIsAnAnswer() throws InterruptedException {
        var heard = new Recorder();
        assertEquals(StopReason.LIMIT, engine(HardwareProfile.INSTANT).generate(request(ANNA, prompt, 0), heard).stop());
        assertEquals(List.of("prefillStarted", "prefilled"), heard.told);
    }

    @Test
    void aListenerThatFailsLeavesTheEngineUsable() throws InterruptedException {
        var engine = engine(HardwareProfile.INSTANT);
        assertThrows(IllegalStateException.class, () -> engine.generate(request(ANNA, prompt, 8), new Recorder() {
            @Override
            public void sampled(TokenSequence ids) {
                throw new IllegalStateException("the connection is gone");
            }
        }));
        var heard = new Recorder();
        engine.generate(request(ANNA, prompt, 8), heard);
        assertEquals(8, heard.sampled.size());
    }

    @Test
    void aPromptLongerThanTheWindowIsRefusedBeforeAnythingStarts() {
        var engine = new SimulatedEngine(SimulatedSettings.of(HardwareProfile.INSTANT).withWindow(prompt.length() - 1), pacer);
        var heard = new Recorder();
        var refusal = assertThrows(EngineException.class, () -> engine.generate(request(ANNA, prompt, 8), heard));
        assertTrue(refusal.getMessage().contains("window"), refusal.getMessage());
        assertEquals(List.of(), heard.told);
    }

    @Test
    void itSaysWhatItIs() {
        var info = engine(HardwareProfile.JETSON_TX2).info();
        assertEquals("simulated", info.engine());
        assertTrue(info.simulated());
        assertEquals("jetson-tx2", info.profile());
        assertEquals(100_277, info.vocabulary());
        assertEquals(8192, info.window());
        assertThrows(IllegalArgumentException.class, () -> SimulatedSettings.of(HardwareProfile.INSTANT).withSlots(1, 2));
    }

    private SimulatedEngine engine(HardwareProfile profile) {
        return new SimulatedEngine(SimulatedSettings.of(profile), pacer);
    }
}
