package discedge.engine.server;

import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.EngineException;
import discedge.engine.GenerationRequest;
import discedge.engine.LlmEngine;
import discedge.engine.Prewarm;
import discedge.engine.Sampling;
import discedge.engine.cache.CachedSession;
import discedge.engine.llama.Heard;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several nodes of one process on one server. */
@Timeout(20)
class ServerHostTest {
    private static final SessionId ANNA = SessionId.ofBits(1, 1);
    private static final SessionId BERT = SessionId.ofBits(2, 2);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ServerHost host = new ServerHost();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) one.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void noSlotIsTwoNodes(Dialect dialect) throws Exception {
        ScriptedServer server = server(dialect, 5);
        ServerEngine a = node(server, 2);
        ServerEngine b = node(server, 2);
        TokenSequence same = ids("what both say");
        for (int i = 0; i < 3; i++) {
            run(a, SessionId.ofBits(5, i), same);
            run(b, SessionId.ofBits(6, i), same);
        }
        assertEquals(List.of(0, 1), slots(a), "half of five");
        assertEquals(List.of(2, 3), slots(b));
        assertEquals(List.of("asked 0", "asked 2", "asked 1", "asked 3", "asked 0", "asked 2"), server.slotLog);
        Heard again = run(b, SessionId.ofBits(6, 2), ids("what both say, and more"));
        assertEquals(same.length(), again.cached, "each goes on from its own slot, whatever the other node did");
        assertEquals(2, again.slot);
    }

    @Test
    void aSessionAtTwoNodesHasASlotAtEach() throws Exception {
        ScriptedServer server = server(Dialect.UPSTREAM, 2);
        ServerEngine a = node(server, 2);
        ServerEngine b = node(server, 2);
        run(a, ANNA, ids("hi"));
        assertEquals(0, run(b, ANNA, ids("hi, and more")).cached, "what is warm at one node is cold at the other");
        b.evict(ANNA);
        until(() -> server.slotLog.contains("erased 1"));
        assertEquals(2, run(a, ANNA, ids("hi, and more")).cached);
    }

    @Test
    void fewerSlotsThanNodesIsRefusedInWords() throws Exception {
        ScriptedServer server = server(Dialect.UPSTREAM, 2);
        String why = assertThrows(EngineException.class, () -> node(server, 3)).getMessage();
        assertEquals("the server at " + server.url() + " has 2 slots, and 3 nodes are to use it, each with slots of its own: start it with -np 3 or more", why);
    }

    @Test
    void slotsThatOthersHaveAreRefusedInWords() throws Exception {
        ScriptedServer server = server(Dialect.UPSTREAM, 2);
        var hasty = new ServerHost(Duration.ZERO);
        open.add(hasty.open(ServerSettings.of(server.url()), 1, Duration.ZERO, _ -> { }));
        String why = assertThrows(EngineException.class, () -> hasty.open(ServerSettings.of(server.url()), 2, Duration.ZERO, _ -> { })).getMessage();
        assertEquals("other nodes of this process have 2 of the 2 slots of the server at " + server.url() + ": end them, or start it with -np 3 or more", why);
    }

    @Test
    void aNodeUsesNoMoreSlotsThanItIsToldTo() throws Exception {
        ScriptedServer server = server(Dialect.UPSTREAM, 4);
        LlmEngine one = host.open(new ServerSettings(server.url(), Optional.empty(), 1, Duration.ofSeconds(5)), 2, Duration.ZERO, _ -> { });
        open.add(one);
        run(one, ANNA, ids("hi"));
        run(one, BERT, ids("hi"));
        assertEquals(List.of(0), slots(one));
    }

    @Test
    void aNodeThatEndsGivesItsSlotsToTheOneThatWaitsForThem() throws Exception {
        ScriptedServer server = server(Dialect.UPSTREAM, 2);
        ServerEngine killed = node(server, 2);
        ServerEngine other = node(server, 2);
        run(killed, ANNA, ids("what ANNA said"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int asked = server.paths.size();
            var again = threads.submit(() -> node(server, 2));
            until(() -> server.paths.size() > asked || again.isDone());
            killed.close();
            killed.close();
            assertEquals(0, run(again.get(), BERT, ids("what ANNA said, by BERT")).cached, "the slot holds ids that this node knows nothing of");
            assertEquals(List.of(0), slots(again.get()));
            run(other, BERT, ids("hi"));
            assertEquals(List.of(1), slots(other));
        }
    }

    @Test
    void noGuessAtOneNodeBeginsWhileAnAnswerIsUnderWayAtAnother() throws Exception {
        ScriptedServer server = server(Dialect.UPSTREAM, 2);
        ServerEngine a = node(server, 2);
        ServerEngine b = node(server, 2);
        var looked = new CountDownLatch(5);
        var beside = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var midAnswer = new CountDownLatch(1);
            server.beforeId = i -> {
                midAnswer.countDown();
                if (i == 2) await(looked);
            };
            var turn = threads.submit(() -> run(a, ANNA, ids("hi")));
            midAnswer.await();
            var ahead = threads.submit(() -> b.prewarm(new Prewarm.Request(BERT, ids("guess")), () -> {
                if (looked.getCount() > 0 && server.asked.size() > 1) beside.set(true);
                looked.countDown();
                return false;
            }));
            var ending = ahead.get().ending();
            while (looked.getCount() > 0) looked.countDown();
            turn.get();
            assertEquals(Prewarm.Ending.WARM, ending);
            assertFalse(beside.get(), "a guess was asked for beside the answer");
        }
    }

    @Test
    void aGuessThatRunsAtOneNodeGivesWayToAnAnswerAtAnother() throws Exception {
        ScriptedServer server = server(Dialect.UPSTREAM, 2);
        ServerEngine a = node(server, 2);
        ServerEngine b = node(server, 2);
        var first = new AtomicBoolean(true);
        var running = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        server.beforeId = _ -> {
            if (!first.compareAndSet(true, false)) return;
            running.countDown();
            await(answered);
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ahead = threads.submit(() -> b.prewarm(new Prewarm.Request(BERT, ids("guess")), () -> false));
            running.await();
            var turn = new Heard() {
                @Override
                public void sampled(TokenSequence ids) {
                    until(() -> b.cached().isEmpty());
                    super.sampled(ids);
                }
            };
            try {
                a.generate(new GenerationRequest(ANNA, ids("hi"), new Sampling(3, List.of(), new TreeMap<>())), turn);
            } finally {
                answered.countDown();
            }
            assertEquals(new Prewarm.Result(Prewarm.Ending.WARM, 0, 5, 5), ahead.get());
            assertEquals(List.of("asked 1", "asked 0", "asked 1"), server.slotLog, "given up, and begun again after the answer");
        }
    }

    // ---- helpers

    private ScriptedServer server(Dialect dialect, int slots) throws Exception {
        var server = new ScriptedServer(dialect);
        server.slots = slots;
        open.add(server);
        return server;
    }

    private ServerEngine node(ScriptedServer server, int nodes) throws InterruptedException {
        ServerEngine engine = host.open(ServerSettings.of(server.url()), nodes, Duration.ofSeconds(10), _ -> { });
        open.add(engine);
        return engine;
    }

    private static List<Integer> slots(LlmEngine engine) {
        return engine.cached().stream().map(CachedSession::slot).toList();
    }

    /** An id is a byte. */
    private static TokenSequence ids(String text) {
        return TokenSequence.of(IntStream.range(0, text.length()).map(text::charAt).toArray());
    }

    private static Heard run(LlmEngine engine, SessionId session, TokenSequence prompt) throws InterruptedException {
        Heard heard = new Heard();
        engine.generate(new GenerationRequest(session, prompt, new Sampling(3, List.of(), new TreeMap<>())), heard);
        return heard;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
            if (Thread.interrupted()) fail("it did not come to that");
        }
    }
}
