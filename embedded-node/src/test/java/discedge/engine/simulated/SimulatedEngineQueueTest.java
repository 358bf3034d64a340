package discedge.engine.simulated;

import static discedge.engine.simulated.Fixtures.*;
import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.EngineException;
import discedge.engine.GenerationResult;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulatedEngineQueueTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final TokenSequence prompt = userTurn("What is SLAM?");
    private final SimulatedEngine engine = engine(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void requestsAreServedInTheOrderTheyCame() throws Exception {
        var first = new Held("first");
        List<Future<GenerationResult>> running = new ArrayList<>();
        running.add(start(engine, ANNA, first));
        first.begun.await();
        for (int i = 0; i < 8; i++) {
            var next = new Held("waiting " + i);
            next.go.countDown();
            running.add(start(engine, SessionId.ofBits(9, i), next));
            next.asked.await();
        }
        assertEquals(List.of("first"), List.copyOf(order), "who waits is not told that prefill started");
        first.go.countDown();
        for (var answer : running) assertEquals(StopReason.LIMIT, answer.get(30, TimeUnit.SECONDS).stop());
        assertEquals(
                List.of("first", "waiting 0", "waiting 1", "waiting 2", "waiting 3", "waiting 4", "waiting 5",
                        "waiting 6", "waiting 7"), order);
    }

    @Test
    void asManyRunAtOnceAsAreLetIn() throws Exception {
        var two = engine(2);
        var a = new Held("a");
        var b = new Held("b");
        var c = new Held("c");
        var first = start(two, ANNA, a);
        start(two, BERT, b);
        a.begun.await();
        b.begun.await();
        assertNotEquals(a.slot, b.slot);
        var third = start(two, CARL, c);
        c.asked.await();
        assertFalse(order.contains("c"));
        a.go.countDown();
        c.go.countDown();
        first.get(30, TimeUnit.SECONDS);
        third.get(30, TimeUnit.SECONDS);
        b.go.countDown();
    }

    @Test
    void oneWhoGivesUpInLineHoldsNobodyUp() throws Exception {
        var first = new Held("first");
        var running = start(engine, ANNA, first);
        first.begun.await();
        var leaving = new Held("leaving");
        var left = start(engine, BERT, leaving);
        leaving.asked.await();
        var last = new Held("last");
        last.go.countDown();
        var served = start(engine, CARL, last);
        last.asked.await();
        leaving.cancel = true;
        assertEquals(StopReason.CANCELLED, left.get(30, TimeUnit.SECONDS).stop());
        assertEquals(List.of(), leaving.told);
        first.go.countDown();
        running.get(30, TimeUnit.SECONDS);
        assertEquals(StopReason.LIMIT, served.get(30, TimeUnit.SECONDS).stop());
    }

    @Test
    void oneInterruptedInLineHoldsNobodyUp() throws Exception {
        var first = new Held("first");
        start(engine, ANNA, first);
        first.begun.await();
        var leaving = new Held("leaving");
        var interrupted = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                engine.generate(request(BERT, prompt, 4), leaving);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        leaving.asked.await();
        thread.interrupt();
        interrupted.await();
        var last = new Held("last");
        last.go.countDown();
        first.go.countDown();
        assertEquals(StopReason.LIMIT, start(engine, CARL, last).get(30, TimeUnit.SECONDS).stop());
    }

    @Test
    void closingEndsWhatRunsAndWhatWaits() throws Exception {
        var first = new Held("first");
        var running = start(engine, ANNA, first);
        first.begun.await();
        var second = new Held("second");
        var waiting = start(engine, BERT, second);
        second.asked.await();
        engine.close();
        assertEngineClosed(waiting);
        first.go.countDown();
        assertEngineClosed(running);
        assertThrows(EngineException.class, () -> engine.generate(request(CARL, prompt, 4), new Recorder()));
    }

    @Test
    void aSessionEvictedInMidAnswerLeavesNothingInTheCache() throws Exception {
        var first = new Held("first");
        var running = start(engine, ANNA, first);
        first.begun.await();
        engine.evict(ANNA);
        first.go.countDown();
        running.get(30, TimeUnit.SECONDS);
        var heard = new Recorder();
        engine.generate(request(ANNA, prompt, 4), heard);
        assertEquals(0, heard.cached);
        assertEquals("", heard.slotOwner);
    }

    private static void assertEngineClosed(Future<GenerationResult> answer) {
        var failure = assertThrows(ExecutionException.class, () -> answer.get(30, TimeUnit.SECONDS));
        assertInstanceOf(EngineException.class, failure.getCause());
    }

    private Future<GenerationResult> start(SimulatedEngine on, SessionId session, Held listener) {
        return threads.submit(() -> on.generate(request(session, prompt, 4), listener));
    }

    private static SimulatedEngine engine(int atOnce) {
        return new SimulatedEngine(SimulatedSettings.of(HardwareProfile.INSTANT).withSlots(4, atOnce), new SkippingPacer());
    }

    /** Stays in prefill until it may go. */
    private final class Held extends Recorder {
        final String name;
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);
        volatile boolean cancel;

        Held(String name) {
            this.name = name;
        }

        @Override
        public void prefillStarted() {
            super.prefillStarted();
            order.add(name);
        }

        @Override
        public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {
            super.prefilled(promptTokens, cachedTokens, slot, slotOwner);
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean cancelled() {
            asked.countDown();
            return cancel;
        }
    }
}
