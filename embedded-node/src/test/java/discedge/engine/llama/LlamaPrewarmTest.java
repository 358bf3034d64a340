package discedge.engine.llama;

import static discedge.engine.llama.Tiny.*;
import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.EngineException;
import discedge.engine.Prewarm;
import discedge.engine.cache.CachedSession;
import discedge.engine.cache.Standing;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LlamaPrewarmTest extends TinyEngineTest {
    @Test
    void theClientFindsItsContextEvaluatedAndGetsTheSameAnswer() throws Exception {
        LlamaEngine engine = engine(512, 4);
        TokenSequence context = engine.tokenize("a context of some two hundred ids ".repeat(6));
        Prewarm.Result result = engine.prewarm(new Prewarm.Request(ANNA, context), () -> false);
        assertEquals(new Prewarm.Result(Prewarm.Ending.WARM, 0, context.length(), context.length()), result);
        assertEquals(List.of(new CachedSession(0, ANNA, context.length(), Standing.GUESS, false)), engine.cached());
        TokenSequence prompt = TokenSequence.concat(context, engine.tokenize(" and?"));
        Heard warm = run(engine, ANNA, prompt, 8);
        assertEquals(context.length(), warm.cached);
        assertEquals(run(engine(512, 4), BERT, prompt, 8).answer(), warm.answer());
        assertEquals(Standing.TURN, engine.cached().getFirst().standing());
    }

    @Test
    void aLongerContextGoesOnFromTheShorter() throws Exception {
        LlamaEngine engine = engine(512, 4);
        TokenSequence one = engine.tokenize("x".repeat(100));
        engine.prewarm(new Prewarm.Request(ANNA, one), () -> false);
        TokenSequence two = TokenSequence.concat(one, engine.tokenize("y".repeat(50)));
        assertEquals(new Prewarm.Result(Prewarm.Ending.WARM, 100, 50, 150), engine.prewarm(new Prewarm.Request(ANNA, two), () -> false));
        assertEquals(new Prewarm.Result(Prewarm.Ending.WARM, 150, 0, 150), engine.prewarm(new Prewarm.Request(ANNA, two), () -> false));
    }

    @Test
    void noStepBeginsWhileAnAnswerIsUnderWay() throws Exception {
        LlamaEngine engine = engine(512, 4);
        LlamaEngine other = engine(512, 4);
        TokenSequence context = engine.tokenize("x".repeat(300));
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var turn = threads.submit(() -> {
                var heard = new Heard() {
                    @Override
                    public void sampled(TokenSequence ids) {
                        super.sampled(ids);
                        if (sampled.size() != 3) return;
                        begun.countDown();
                        await(go);
                    }
                };
                other.generate(request(BERT, other.tokenize("somebody else, at another node"), greedy(6)), heard);
                return heard;
            });
            begun.await();
            var waits = new CountDownLatch(3);
            var guess = threads.submit(() -> engine.prewarm(new Prewarm.Request(ANNA, context), () -> {
                waits.countDown();
                return false;
            }));
            waits.await();
            assertEquals(List.of(), engine.cached(), "nothing is evaluated while a turn runs anywhere in the process");
            go.countDown();
            assertEquals(6, turn.get().sampled.size());
            assertEquals(Prewarm.Ending.WARM, guess.get().ending());
        }
    }

    @Test
    void itsOwnClientGetsWhatIsWarmByThen() throws Exception {
        LlamaEngine engine = engine(512, 4);
        LlamaEngine cold = engine(512, 4);
        for (int round = 0; round < 10; round++) {
            SessionId session = SessionId.ofBits(4, round);
            TokenSequence context = engine.tokenize(("turn " + round + " ").repeat(50));
            TokenSequence prompt = TokenSequence.concat(context, engine.tokenize("now"));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var cancelled = new CountDownLatch(1);
                var guess = threads.submit(() -> engine.prewarm(new Prewarm.Request(session, context), () -> cancelled.getCount() == 0));
                Heard heard = run(engine, session, prompt, 4);
                cancelled.countDown();
                guess.get();
                assertEquals(run(cold, session, prompt, 4).answer(), heard.answer(), "round " + round + ", " + heard.cached + " ids were warm");
                cold.evict(session);
            }
        }
    }

    @Test
    void aGuessIsDroppedWhenItIsSuperseded() throws Exception {
        LlamaEngine engine = engine(512, 4);
        TokenSequence context = engine.tokenize("x".repeat(400));
        int[] asked = {0};
        Prewarm.Result result = engine.prewarm(new Prewarm.Request(ANNA, context), () -> ++asked[0] > 3);
        assertEquals(Prewarm.Ending.CANCELLED, result.ending());
        assertTrue(result.held() < 400 && result.held() == result.evaluated(), result.toString());
    }

    @Test
    void aGuessNeverPushesOutASessionThatIsHere() throws Exception {
        LlamaEngine engine = engine(512, 1);
        run(engine, ANNA, engine.tokenize("here"), 4);
        assertEquals(Prewarm.Ending.NO_ROOM, engine.prewarm(new Prewarm.Request(BERT, engine.tokenize("a guess")), () -> false).ending());
        assertEquals(ANNA, engine.cached().getFirst().session());
        engine.depart(ANNA);
        assertEquals(Prewarm.Ending.WARM, engine.prewarm(new Prewarm.Request(BERT, engine.tokenize("a guess")), () -> false).ending());
        assertEquals(BERT, engine.cached().getFirst().session());
    }

    @Test
    void closingEndsIt() throws Exception {
        LlamaEngine engine = engine(512, 4);
        TokenSequence context = engine.tokenize("x".repeat(400));
        assertThrows(EngineException.class, () -> engine.prewarm(new Prewarm.Request(ANNA, context), () -> {
            engine.close();
            return false;
        }));
        assertThrows(EngineException.class, () -> engine.prewarm(new Prewarm.Request(ANNA, context), () -> false));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
