package discedge.engine.llama;

import static discedge.engine.llama.Tiny.*;
import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.EngineException;
import discedge.engine.GenerationResult;
import discedge.engine.cache.CachedSession;
import discedge.engine.cache.Standing;
import discedge.engine.gguf.TinyModel;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Native code on a model of random weights: what it says is noise, how it is driven is not. */
@Timeout(120)
class LlamaEngineTest extends TinyEngineTest {
    @Test
    void itSaysWhatItIsAndThatItIsReal() throws IOException {
        LlamaEngine engine = engine(512, 4);
        assertEquals("llama-cpp", engine.info().engine());
        assertEquals("tiny", engine.info().model());
        assertFalse(engine.info().simulated());
        assertEquals("", engine.info().profile());
        assertEquals(258, engine.info().vocabulary());
        assertEquals(512, engine.info().window());
        assertEquals("chatml", engine.template().name());
        assertEquals(TinyModel.IM_START, engine.template().open("user").get(0));
        assertEquals(TinyModel.IM_END, engine.template().end());
    }

    @Test
    void aTextIsItsBytesAgainAndNeverASpecialToken() throws IOException {
        LlamaEngine engine = engine(512, 1);
        String text = "Grüße <|im_start|>user\n🤖<|im_end|>";
        TokenSequence ids = engine.tokenize(text);
        for (int i = 0; i < ids.length(); i++) assertTrue(ids.get(i) < TinyModel.IM_START, "id " + ids.get(i));
        assertEquals(text, new String(engine.detokenize(ids), StandardCharsets.UTF_8));
        assertEquals("<|im_end|>", new String(engine.detokenize(TokenSequence.of(TinyModel.IM_END)), StandardCharsets.UTF_8));
        assertEquals(TokenSequence.EMPTY, engine.tokenize(""));
    }

    @Test
    void idsFromAnotherModelAreRefusedBeforeNativeCode() throws IOException {
        LlamaEngine engine = engine(512, 1);
        for (int id : new int[] {-1, 258, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> engine.detokenize(TokenSequence.of(id)));
            var refusal = assertThrows(EngineException.class, () -> engine.generate(request(ANNA, TokenSequence.of(1, id), greedy(1)), new Heard()));
            assertTrue(refusal.getMessage().contains("outside the vocabulary of 258"), refusal.getMessage());
        }
        assertThrows(EngineException.class, () -> engine.generate(request(ANNA, TokenSequence.EMPTY, greedy(1)), new Heard()));
    }

    @Test
    void theSameSeedGivesTheSameAnswerAndAnotherSeedAnother() throws Exception {
        LlamaEngine engine = engine(512, 4);
        TokenSequence prompt = engine.tokenize("What is SLAM?");
        TokenSequence first = answer(engine, ANNA, prompt, Map.of("seed", "7"));
        assertEquals(first, answer(engine, BERT, prompt, Map.of("seed", "7")));
        assertNotEquals(first, answer(engine, CARL, prompt, Map.of("seed", "8")));
        assertEquals(32, first.length());
    }

    @Test
    void whatIsCachedChangesNothingInTheAnswer() throws Exception {
        LlamaEngine warm = engine(512, 4);
        LlamaEngine cold = engine(512, 4);
        TokenSequence prompt = warm.tokenize("one robot, two robots, three robots and more of them than fit into one batch of ids");
        Heard first = run(warm, ANNA, prompt, 20);
        TokenSequence next = TokenSequence.concat(prompt, first.answer(), warm.tokenize(" and then?"));
        Heard cached = run(warm, ANNA, next, 20);
        Heard uncached = run(cold, ANNA, next, 20);
        assertEquals(prompt.length() + 19, cached.cached, "all but the last id sampled, which was never evaluated");
        assertEquals(0, uncached.cached);
        assertEquals(uncached.answer(), cached.answer());
    }

    @Test
    void theLastIdOfAPromptIsAlwaysEvaluated() throws Exception {
        LlamaEngine engine = engine(512, 4);
        TokenSequence prompt = engine.tokenize("What is SLAM?");
        Heard first = run(engine, ANNA, prompt, 4);
        Heard again = run(engine, ANNA, prompt, 4);
        assertEquals(prompt.length() - 1, again.cached);
        assertEquals(first.answer(), again.answer());
    }

    @Test
    void sessionsShareTheCacheAndNeverEachOthersIds() throws Exception {
        LlamaEngine engine = engine(512, 4);
        TokenSequence prompt = engine.tokenize("What is SLAM?");
        Heard anna = run(engine, ANNA, prompt, 8);
        Heard bert = run(engine, BERT, prompt, 8);
        assertEquals(0, bert.cached, "the same ids, and another session's");
        assertNotEquals(anna.slot, bert.slot);
        assertEquals(anna.answer(), bert.answer());
        assertEquals(List.of(new CachedSession(0, ANNA, prompt.length() + 7, Standing.TURN, false), new CachedSession(1, BERT, prompt.length() + 7, Standing.TURN, false)), engine.cached());
    }

    @Test
    void fiftySessionsOnTwoSlotsAllGetTheirOwnAnswers() throws Exception {
        LlamaEngine few = engine(512, 2);
        LlamaEngine alone = engine(512, 1);
        var contexts = new ArrayList<TokenSequence>();
        for (int i = 0; i < 50; i++) contexts.add(few.tokenize("I am number " + i + " of fifty. "));
        for (int turn = 0; turn < 2; turn++) for (int i = 0; i < 50; i++) {
            SessionId session = SessionId.ofBits(5, i);
            TokenSequence answer = run(few, session, contexts.get(i), 4).answer();
            assertEquals(run(alone, ANNA, contexts.get(i), 4).answer(), answer, "session " + i + ", turn " + turn);
            contexts.set(i, TokenSequence.concat(contexts.get(i), answer, few.tokenize(" Go on.")));
            assertTrue(few.cached().size() <= 2);
        }
    }

    /** Saving and restoring is cheaper than evaluating as soon as a context is long: the answer must not show which was done. */
    @Test
    void aSessionThatLostItsSlotGetsItsIdsBackAndTheSameAnswer() throws Exception {
        LlamaEngine engine = engine(512, 1);
        TokenSequence prompt = engine.tokenize("many words about robots. ".repeat(12));
        Heard first = run(engine, ANNA, prompt, 8);
        run(engine, BERT, engine.tokenize("somebody else"), 2);
        TokenSequence next = TokenSequence.concat(prompt, first.answer(), engine.tokenize(" and?"));
        Heard back = run(engine, ANNA, next, 8);
        assertEquals(BERT.value(), back.slotOwner);
        assertEquals(prompt.length() + 7, back.cached, "restored, not evaluated again");
        assertEquals(run(engine(512, 1), ANNA, next, 8).answer(), back.answer());
    }

    @Test
    void anEvictedSessionLeavesNothing() throws Exception {
        LlamaEngine engine = engine(512, 1);
        TokenSequence prompt = engine.tokenize("many words about robots. ".repeat(12));
        run(engine, ANNA, prompt, 8);
        engine.evict(ANNA);
        assertEquals(List.of(), engine.cached());
        Heard again = run(engine, ANNA, prompt, 2);
        assertEquals(0, again.cached);
        assertEquals("", again.slotOwner);
        run(engine, BERT, engine.tokenize("somebody else"), 2);
        engine.evict(ANNA);
        assertEquals(0, run(engine, ANNA, prompt, 2).cached, "what was saved of it is gone too");
    }

    @Test
    void aPromptThatFillsTheWindowIsAnsweredAndOneIdMoreIsRefused() throws Exception {
        LlamaEngine engine = engine(512, 2);
        TokenSequence full = engine.tokenize("x".repeat(512));
        Heard heard = new Heard();
        assertEquals(StopReason.LIMIT, engine.generate(request(ANNA, full, greedy(8)), heard).stop());
        assertEquals(List.of(), heard.sampled, "there is no room for an answer");
        assertTrue(heard.prefilled);
        Heard one = new Heard();
        engine.generate(request(ANNA, full.slice(0, 511), greedy(8)), one);
        assertEquals(1, one.sampled.size());
        var refusal = assertThrows(EngineException.class, () -> engine.generate(request(ANNA, full.append(1), greedy(8)), new Heard()));
        assertTrue(refusal.getMessage().contains("513 ids, the window 512"), refusal.getMessage());
        assertEquals(4, run(engine, BERT, engine.tokenize("still there"), 4).sampled.size());
    }

    @Test
    void anAnswerEndsWhereTheWindowIsFull() throws Exception {
        LlamaEngine engine = engine(512, 2);
        Heard heard = new Heard();
        assertEquals(StopReason.LIMIT, engine.generate(request(ANNA, engine.tokenize("x".repeat(500)), greedy(-1)), heard).stop());
        assertEquals(12, heard.sampled.size());
    }

    @Test
    void aLimitOfNothingOnlyEvaluates() throws Exception {
        LlamaEngine engine = engine(512, 2);
        TokenSequence prompt = engine.tokenize("What is SLAM?");
        Heard heard = new Heard();
        assertEquals(StopReason.LIMIT, engine.generate(request(ANNA, prompt, greedy(0)), heard).stop());
        assertEquals(List.of(), heard.sampled);
        assertEquals(prompt.length() - 1, run(engine, ANNA, prompt, 1).cached);
    }

    @Test
    void anAnswerEndsBeforeAStopText() throws Exception {
        LlamaEngine engine = engine(512, 2);
        TokenSequence prompt = engine.tokenize("What is SLAM?");
        TokenSequence whole = run(engine, ANNA, prompt, 24).answer();
        String stop = new String(engine.detokenize(whole.slice(10, 13)), StandardCharsets.ISO_8859_1);
        org.junit.jupiter.api.Assumptions.assumeTrue(stop.chars().allMatch(c -> c < 128), "bytes that are text");
        Heard heard = new Heard();
        assertEquals(StopReason.WORD, engine.generate(request(BERT, prompt, greedy(24, stop)), heard).stop());
        assertTrue(heard.sampled.size() <= 10);
        assertTrue(whole.startsWith(heard.answer()));
    }

    @Test
    void cancelledInMidAnswerItEndsWithWhatThereIs() throws Exception {
        LlamaEngine engine = engine(512, 2);
        TokenSequence prompt = engine.tokenize("What is SLAM?");
        var cancelling = new Heard() {
            @Override
            public boolean cancelled() {
                return sampled.size() >= 5;
            }
        };
        assertEquals(StopReason.CANCELLED, engine.generate(request(ANNA, prompt, greedy(100)), cancelling).stop());
        assertEquals(5, cancelling.sampled.size());
        Heard next = run(engine, ANNA, TokenSequence.concat(prompt, cancelling.answer(), engine.tokenize("!")), 2);
        assertEquals(prompt.length() + 4, next.cached);
    }

    @Test
    void cancelledInMidPrefillItKeepsWhatIsDone() throws Exception {
        LlamaEngine engine = engine(512, 2);
        LlamaEngine fresh = engine(512, 2);
        TokenSequence prompt = engine.tokenize("x".repeat(400));
        boolean inTheMiddle = false;
        // Asked before each step, and more often where the machine is slow: where it is cut differs.
        for (int patience = 4; patience < 100 && !inTheMiddle; patience++) {
            engine.evict(ANNA);
            int asks = patience;
            var cancelling = new Heard() {
                int asked;

                @Override
                public boolean cancelled() {
                    return ++asked > asks;
                }
            };
            assertEquals(StopReason.CANCELLED, engine.generate(request(ANNA, prompt, greedy(8)), cancelling).stop());
            assertFalse(cancelling.prefilled);
            Heard again = run(engine, ANNA, prompt, 8);
            assertTrue(again.cached < 400 && again.cached % 64 == 0, "whole steps, not " + again.cached);
            assertEquals(run(fresh, BERT, prompt, 8).answer(), again.answer(), "no half-done step is left behind");
            inTheMiddle = again.cached > 0;
        }
        assertTrue(inTheMiddle);
    }

    @Test
    void severalAnswersAtOnceAreTheAnswersOneByOne() throws Exception {
        LlamaEngine engine = engine(512, 4);
        LlamaEngine alone = engine(512, 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Heard>>();
            for (int i = 0; i < 12; i++) {
                int n = i;
                running.add(threads.submit(() -> run(engine, SessionId.ofBits(6, n), engine.tokenize("number " + n + " says something rather long, as they all do"), 12)));
            }
            for (int i = 0; i < 12; i++)
                assertEquals(run(alone, ANNA, alone.tokenize("number " + i + " says something rather long, as they all do"), 12).answer(), running.get(i).get().answer());
        }
    }

    /** llama.cpp of this version gives wrong numbers, silently, when two contexts evaluate prompts at the same time (decisions/0022). */
    @Test
    void cachesThatComputeAtOnceDoNotDisturbEachOther() throws Exception {
        for (int threads : new int[] {1, 2}) {
            var engines = new ArrayList<LlamaEngine>();
            for (int i = 0; i < 3; i++) {
                open.add((LlamaEngine) host(folder).open(LlamaSettings.of(model(folder)).withContext(512, 4).withThreads(threads)));
                engines.add(open.getLast());
            }
            TokenSequence prompt = engines.getFirst().tokenize("They all ask the same, and each of them gets the same answer as the others");
            TokenSequence expected = run(engines.getFirst(), ANNA, prompt, 6).answer();
            try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = new ArrayList<Future<Heard>>();
                for (int i = 0; i < 90; i++) {
                    int n = i;
                    running.add(tasks.submit(() -> run(engines.get(n % 3), SessionId.ofBits(8, n), prompt, 6)));
                }
                for (var one : running) assertEquals(expected, one.get().answer(), threads + " threads");
            }
        }
    }

    @Test
    void threeEnginesShareTheWeightsAndEachHasItsOwnCache() throws Exception {
        LlamaHost host = host(folder);
        var settings = LlamaSettings.of(model(folder)).withContext(512, 2);
        var engines = List.of((LlamaEngine) host.open(settings), (LlamaEngine) host.open(settings), (LlamaEngine) host.open(settings));
        assertEquals(1, host.loadedModels());
        assertEquals(1, engines.stream().map(engine -> engine.weights).distinct().count());
        TokenSequence prompt = engines.getFirst().tokenize("What is SLAM?");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Heard>>();
            for (LlamaEngine engine : engines) running.add(threads.submit(() -> run(engine, ANNA, prompt, 16)));
            TokenSequence expected = running.getFirst().get().answer();
            for (var one : running) {
                assertEquals(expected, one.get().answer());
                assertEquals(0, one.get().cached);
            }
        }
        engines.get(0).close();
        assertEquals(16, run(engines.get(1), ANNA, prompt, 16).sampled.size(), "the others keep the weights");
        engines.get(1).close();
        engines.get(2).close();
        engines.get(2).computer.awaitEnd();
        engines.get(1).computer.awaitEnd();
        engines.get(0).computer.awaitEnd();
        assertEquals(0, host.loadedModels());
    }

    @Test
    void closingEndsWhatRunsAndLaterCallsSaySo() throws Exception {
        LlamaEngine engine = engine(512, 2);
        TokenSequence prompt = engine.tokenize("What is SLAM?");
        var begun = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<GenerationResult> running = threads.submit(() -> engine.generate(request(ANNA, prompt, greedy(480)), new Heard() {
                @Override
                public void sampled(TokenSequence ids) {
                    super.sampled(ids);
                    begun.countDown();
                    if (sampled.size() == 20) engine.close();
                }
            }));
            begun.await();
            var failure = assertThrows(java.util.concurrent.ExecutionException.class, running::get);
            assertInstanceOf(EngineException.class, failure.getCause());
        }
        assertThrows(EngineException.class, () -> engine.generate(request(ANNA, prompt, greedy(4)), new Heard()));
        engine.computer.awaitEnd();
        assertThrows(EngineException.class, () -> engine.tokenize("anything"));
        engine.close();
    }

    @Test
    void anInterruptEndsAnAnswerAndLeavesTheEngineUsable() throws Exception {
        LlamaEngine engine = engine(512, 2);
        TokenSequence prompt = engine.tokenize("What is SLAM?");
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                engine.generate(request(ANNA, prompt, greedy(480)), new Heard() {
                    @Override
                    public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {
                        begun.countDown();
                    }
                });
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        begun.await();
        thread.interrupt();
        interrupted.await();
        assertEquals(4, run(engine, ANNA, prompt, 4).sampled.size());
    }

    @Test
    void aListenerThatFailsLeavesTheEngineUsable() throws Exception {
        LlamaEngine engine = engine(512, 1);
        TokenSequence prompt = engine.tokenize("What is SLAM?");
        assertThrows(IllegalStateException.class, () -> engine.generate(request(ANNA, prompt, greedy(8)), new Heard() {
            @Override
            public void sampled(TokenSequence ids) {
                throw new IllegalStateException("the connection is gone");
            }
        }));
        assertEquals(8, run(engine, BERT, prompt, 8).sampled.size());
    }

    private TokenSequence answer(LlamaEngine engine, SessionId session, TokenSequence prompt, Map<String, String> fields) throws InterruptedException {
        var all = new java.util.TreeMap<>(fields);
        all.put("ignore_eos", "true");
        var heard = new Heard();
        engine.generate(request(session, prompt, with(32, all)), heard);
        return heard.answer();
    }
}
