package discedge.engine.llama;

import static discedge.engine.llama.Tiny.*;
import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.Prewarm;
import discedge.engine.cache.CachedSession;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the table of slots says is what llama.cpp holds: cells that nobody knows of fill the cache, and a full one ended the process. */
@Timeout(120)
class LlamaCellsTest extends TinyEngineTest {
    private static final int MOST_SLOTS = 3;

    @Test
    void aSessionDeletedInMidAnswerLeavesNoCells() throws Exception {
        LlamaEngine engine = engine(512, 2);
        TokenSequence anna = ids("a".repeat(60));
        run(engine, ANNA, anna, 1);
        engine.generate(request(BERT, ids("b".repeat(400)), greedy(4)), new Heard() {
            @Override
            public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {
                engine.evict(BERT);
            }
        });
        assertTableIsTrue(engine, "after the answer of a deleted session");
        Heard fills = run(engine, ANNA, TokenSequence.concat(anna, ids("c".repeat(360))), 8);
        assertEquals(60, fills.cached);
        assertEquals(8, fills.sampled.size());
        assertTableIsTrue(engine, "after the window was filled");
    }

    @Test
    void aGuessForASessionDeletedInMidStepLeavesNoCells() throws Exception {
        LlamaEngine engine = engine(512, 2);
        int[] asked = {0};
        engine.prewarm(new Prewarm.Request(BERT, ids("b".repeat(400))), () -> {
            if (++asked[0] == 3) engine.evict(BERT);
            return asked[0] > 4;
        });
        engine.evict(BERT);
        assertTableIsTrue(engine, "after the guess");
        assertEquals(8, run(engine, ANNA, ids("a".repeat(500)), 8).sampled.size());
    }

    @Test
    void aClientThatHangsUpBeforeTheFirstStepLeavesItsContextWarm() throws Exception {
        LlamaEngine engine = engine(512, 2);
        TokenSequence context = ids("many words about robots ".repeat(12)).append('.');
        run(engine, ANNA, context, 1);
        var gone = new Heard() {
            boolean started;

            @Override
            public void prefillStarted() {
                started = true;
            }

            @Override
            public boolean cancelled() {
                return started;
            }
        };
        TokenSequence next = TokenSequence.concat(context, ids(" and then?"));
        assertEquals(StopReason.CANCELLED, engine.generate(request(ANNA, next, greedy(4)), gone).stop());
        assertTableIsTrue(engine, "after the client hung up");
        assertEquals(context.length(), run(engine, ANNA, next, 4).cached, "all of it is still warm");
        assertEquals(4, run(engine, BERT, ids("b".repeat(400)), 4).sampled.size(), "and another session finds room");
        assertTableIsTrue(engine, "after another session");
    }

    @Test
    void whatAShorterPromptLeavesBehindIsFreeBeforeItIsEvaluated() throws Exception {
        LlamaEngine engine = engine(512, 2);
        run(engine, ANNA, ids("a".repeat(400)), 1);
        Heard other = new Heard();
        engine.generate(request(ANNA, ids("a".repeat(40)), greedy(4)), new Heard() {
            @Override
            public void prefillStarted() {
                try {
                    engine.generate(request(BERT, ids("b".repeat(450)), greedy(8)), other);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        assertEquals(8, other.sampled.size());
        assertTableIsTrue(engine, "after both");
    }

    /** Some libraries, when told to end early, forget positions of all sequences where cells are meant. */
    @Test
    void aStepThatEndsEarlyTakesNothingFromOthers() throws Exception {
        var abort = new boolean[1];
        Path file = model(folder);
        host(folder);
        Weights weights = Weights.load(LlamaLibrary.load(BundledLibrary.extract(folder.resolve("native"))), file, LlamaHost.read(file));
        var context = new KvContext(weights, 512, 3, 1, 1, () -> abort[0]);
        int[] ids = new int[512];
        for (int i = 0; i < 256; i += 64) context.evaluate(0, ids, i, i + 64);
        for (int i = 0; i < 128; i += 64) context.evaluate(1, ids, i, i + 64);
        context.remove(0, 20);
        abort[0] = true;
        int own = context.evaluate(2, ids, 0, 64) == KvContext.Ending.DONE ? 64 : 0;
        if (context.used().isPresent()) assertEquals(20 + 128 + own, context.used().getAsInt());
        context.free();
        weights.free();
    }

    /** What is free lies apart, and is less than a batch: llama.cpp would end the process if it were asked to move it together. */
    @Test
    void whereFreeCellsLieApartAnAnswerGoesOnInThem() throws Exception {
        for (int apart : new int[] {1, 30, 63, 64, 100}) {
            LlamaEngine engine = engine(512, 3);
            run(engine, ANNA, ids("a".repeat(apart)), 1);
            run(engine, BERT, ids("b".repeat(400 - apart)), 1);
            engine.evict(ANNA);
            Heard fills = new Heard();
            assertEquals(StopReason.LIMIT, engine.generate(request(CARL, ids("c".repeat(100 + apart)), greedy(12)), fills).stop());
            assertEquals(12, fills.sampled.size(), apart + " free cells before what is in use");
            assertTableIsTrue(engine, apart + " free cells");
            assertEquals(run(engine(512, 3), CARL, ids("c".repeat(100 + apart)), 4).answer(), fills.answer().slice(0, 4), "where the cells lie changes nothing");
        }
    }

    @Test
    void anInterruptInMidStepLeavesNoCellsThatNobodyKnowsOf() throws Exception {
        LlamaEngine engine = engine(512, 2);
        for (int round = 0; round < 20; round++) {
            SessionId session = SessionId.ofBits(9, round);
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    engine.generate(request(session, ids("x".repeat(400)), greedy(100)), new Heard());
                } catch (InterruptedException e) {
                    // As wanted.
                }
            });
            thread.join(java.time.Duration.ofMillis(round));
            thread.interrupt();
            thread.join();
            assertTableIsTrue(engine, "after interrupt " + round);
        }
    }

    /** Turns that are cancelled, interrupted, deleted and fail at any moment, guesses between them: the table stays true and the cache never fills up. */
    @Test
    void whateverHappensToTurnsTheTableIsWhatTheCacheHolds() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        LlamaEngine engine = engine(512, 3);
        for (int round = 0; round < 100; round++) {
            var running = new ArrayList<Chaos>();
            for (int i = random.nextInt(3); i >= 0; i--) running.add(new Chaos(engine, random.nextLong()));
            if (random.nextInt(4) == 0) running.getFirst().thread.interrupt();
            for (Chaos one : running) one.thread.join();
            for (Chaos one : running) if (one.failure != null) throw new AssertionError("seed " + seed + ", round " + round, one.failure);
            assertTableIsTrue(engine, "seed " + seed + ", round " + round);
        }
        for (int i = 0; i < 6; i++) assertEquals(4, run(engine, SessionId.ofBits(7, i), ids("x".repeat(500)), 4).sampled.size(), "seed " + seed);
    }

    /** A listener's own failure. */
    private static final class Hiccup extends RuntimeException {}

    /** A turn or a guess of some session, and something that happens on the way. */
    private static final class Chaos {
        private final LlamaEngine engine;
        private final Random random;
        private final int at;
        private final int what;
        private final Thread thread;
        private int asked;
        private volatile Throwable failure;

        Chaos(LlamaEngine engine, long seed) {
            this.engine = engine;
            random = new Random(seed);
            at = random.nextInt(25);
            what = random.nextInt(5);
            thread = Thread.ofVirtual().start(() -> {
                try {
                    run();
                } catch (Hiccup | InterruptedException e) {
                    // As wanted.
                } catch (Throwable e) {
                    failure = e;
                }
            });
        }

        private void run() throws InterruptedException {
            int who = random.nextInt(6);
            SessionId session = SessionId.ofBits(7, who);
            TokenSequence prompt = ids(("session " + who + " ").repeat(50)).slice(0, 1 + random.nextInt(500)).append('a' + random.nextInt(2));
            if (random.nextInt(4) == 0) {
                engine.prewarm(new Prewarm.Request(session, prompt), () -> happens(session));
                return;
            }
            engine.generate(request(session, prompt, greedy(random.nextInt(20))), new Heard() {
                @Override
                public void prefillStarted() {
                    happens(session);
                }

                @Override
                public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {
                    happens(session);
                }

                @Override
                public boolean cancelled() {
                    return happens(session);
                }
            });
        }

        /** True from the moment at which the caller gives up, if that is what happens. */
        private boolean happens(SessionId session) {
            boolean now = ++asked == at;
            switch (what) {
                case 0 -> {
                    return asked >= at;
                }
                case 1 -> {
                    if (now) engine.evict(session);
                }
                case 2 -> {
                    if (now) engine.evict(SessionId.ofBits(7, random.nextInt(6)));
                }
                case 3 -> {
                    if (now) throw new Hiccup();
                }
                default -> {
                    if (now) engine.depart(session);
                }
            }
            return false;
        }
    }

    private static void assertTableIsTrue(LlamaEngine engine, String when) throws InterruptedException {
        List<CachedSession> rows = engine.cached();
        for (int slot = 0; slot < MOST_SLOTS; slot++) {
            int number = slot;
            OptionalInt held = onItsThread(engine, () -> engine.store.held(number));
            int told = rows.stream().filter(row -> row.slot() == number).mapToInt(CachedSession::ids).sum();
            // Some libraries say 0 for 1.
            if (held.isPresent()) assertEquals(told == 1 ? 0 : told, held.getAsInt(), when + ": slot " + slot + " of " + rows);
        }
        OptionalInt used = onItsThread(engine, engine.store::used);
        if (used.isPresent()) assertEquals(rows.stream().mapToInt(CachedSession::ids).sum(), used.getAsInt(), when + ": cells in use, of " + rows);
    }

    private static <T> T onItsThread(LlamaEngine engine, Supplier<T> question) throws InterruptedException {
        return engine.computer.run(engine.computer.flow(false), question, () -> false).orElseThrow();
    }
}
