package discedge.engine.llama;

import static org.junit.jupiter.api.Assertions.*;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three contexts on two cores, with work that takes time and no processor. */
@Timeout(60)
class ComputeSharesTest {
    private final ComputeShares shares = new ComputeShares(2);

    @Test
    void contexts_that_all_have_much_to_do_get_as_much_as_each_other() throws Exception {
        long[] got = compete(new long[] {2, 2, 2}, new int[] {2, 2, 2});
        for (long one : got) assertEquals(total(got) / 3.0, one, 0.15 * total(got), "of " + total(got) + " ms");
    }

    @Test
    void long_steps_get_no_more_time_than_short_ones() throws Exception {
        long[] got = compete(new long[] {12, 2, 2}, new int[] {2, 2, 2});
        assertEquals(total(got) / 3.0, got[0], 0.2 * total(got), "of " + total(got) + " ms: " + got[0]);
    }

    @Test
    void never_more_threads_run_than_there_are_cores_and_a_prompt_runs_alone() throws Exception {
        var cores = new AtomicInteger();
        var broken = new AtomicBoolean();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 6; i++) {
            int wants = i % 2 + 1;
            ComputeShares.Share share = shares.share();
            threads.add(Thread.ofPlatform().start(() -> {
                for (int step = 0; step < 60; step++) share.run(wants, () -> {
                    if (cores.addAndGet(wants) > 2) broken.set(true);
                    LockSupport.parkNanos(300_000);
                    cores.addAndGet(-wants);
                });
            }));
        }
        for (Thread thread : threads) thread.join();
        assertFalse(broken.get());
    }

    @Test
    void what_nobody_waits_for_begins_only_while_no_answer_is_under_way_anywhere_in_the_process() throws Exception {
        ComputeShares.Share turn = shares.share();
        ComputeShares.Share guess = shares.share();
        assertTrue(guess.tryAlone(() -> { }));
        turn.began();
        assertTrue(shares.busy());
        assertFalse(guess.tryAlone(() -> fail("an answer of another context is under way, though it computes nothing now")));
        turn.ended();
        assertTrue(guess.tryAlone(() -> { }));

        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        Thread working = Thread.ofPlatform().start(() -> turn.run(1, () -> {
            inside.countDown();
            await(go);
        }));
        inside.await();
        assertFalse(guess.tryAlone(() -> fail("a core is in use")));
        go.countDown();
        working.join();
    }

    @Test
    void of_two_works_that_nobody_waits_for_none_keeps_the_other_out() {
        var shares = new ComputeShares(2);
        ComputeShares.Share one = shares.share();
        ComputeShares.Share other = shares.share();
        assertTrue(one.tryAlone(() -> assertFalse(other.tryAlone(() -> fail("the cores are in use")))));
        assertFalse(one.tryAlone(() -> fail("the other one was turned away before")));
        assertTrue(other.tryAlone(() -> { }));
        assertTrue(one.tryAlone(() -> { }));
        assertTrue(one.tryAlone(() -> { }), "nobody else wants to");
    }

    @Test
    void waiting_for_quiet_ends_with_it_or_when_given_up() throws Exception {
        ComputeShares.Share turn = shares.share();
        turn.began();
        int[] asked = {0};
        assertFalse(shares.awaitQuiet(() -> ++asked[0] == 3));
        Thread later = Thread.ofPlatform().start(turn::ended);
        assertTrue(shares.awaitQuiet(() -> false));
        later.join();
    }

    /** Time that each got, in ms, until they have computed for half a second together. */
    private long[] compete(long[] stepMs, int[] threads) throws InterruptedException {
        var got = new long[stepMs.length];
        var stop = new AtomicBoolean();
        var computed = new AtomicLong();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < stepMs.length; i++) {
            int number = i;
            ComputeShares.Share share = shares.share();
            share.began();
            all.add(Thread.ofPlatform().start(() -> {
                while (!stop.get()) share.run(threads[number], () -> {
                    long begun = System.nanoTime();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(stepMs[number]));
                    long took = System.nanoTime() - begun;
                    got[number] += took;
                    if (computed.addAndGet(took) > TimeUnit.MILLISECONDS.toNanos(500)) stop.set(true);
                });
                share.ended();
            }));
        }
        for (Thread thread : all) thread.join();
        for (int i = 0; i < got.length; i++) got[i] /= 1_000_000;
        return got;
    }

    private static long total(long[] got) {
        long total = 0;
        for (long one : got) total += one;
        return total;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
