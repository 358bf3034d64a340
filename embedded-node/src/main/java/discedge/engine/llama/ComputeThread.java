package discedge.engine.llama;

import discedge.engine.EngineException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Makes a context's native calls, one at a time: a platform thread of low priority, because a virtual one would keep its carrier
 * from everybody else for as long as the call takes. Of the flows that wait the one that has used least goes first.
 */
final class ComputeThread {
    /** How often one who waits is asked whether to go on. */
    private static final long ASK_EVERY_MS = 20;

    private final PriorityBlockingQueue<Step<?>> steps = new PriorityBlockingQueue<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final Thread thread;
    private volatile Step<?> running;
    /** Where the flow stood that ran last: a new one begins there. */
    private volatile long clock;
    private volatile boolean closed;

    /** What a generation, or a pre-warm, has used. At most one step of it waits or runs. */
    static final class Flow {
        private final boolean background;
        private volatile long used;

        Flow(boolean background) {
            this.background = background;
        }
    }

    ComputeThread(String name) {
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::loop);
        thread.start();
    }

    Flow flow(boolean background) {
        var flow = new Flow(background);
        flow.used = clock;
        return flow;
    }

    /** True when what runs now should end early: its caller gave up or was interrupted. Asked by the thread that computes. */
    boolean aborting() {
        Step<?> step = running;
        return step != null && step.abort;
    }

    /** True while a step that nobody waits for runs. */
    boolean inBackground() {
        Step<?> step = running;
        return step != null && step.flow.background;
    }

    /**
     * Runs a step and waits for it.
     *
     * @param givenUp asked while waiting; when true the step is not begun, or should end early
     * @return empty if the step was never begun
     * @throws InterruptedException after the step has ended; so is what {@code givenUp} throws
     */
    <T> Optional<T> run(Flow flow, Supplier<T> work, BooleanSupplier givenUp) throws InterruptedException {
        var step = new Step<>(flow, work, arrivals.incrementAndGet());
        steps.add(step);
        if (closed && steps.remove(step)) throw new EngineException("the engine was closed; send the request to another node");
        boolean interrupted = false;
        RuntimeException failed = null;
        while (true) {
            try {
                if (step.done.await(ASK_EVERY_MS, TimeUnit.MILLISECONDS)) break;
                if (!step.abort && !givenUp.getAsBoolean()) continue;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (RuntimeException e) {
                failed = e;
            }
            step.abort = true;
            if (steps.remove(step)) break;
        }
        if (interrupted) throw new InterruptedException("interrupted while the engine worked");
        if (failed != null) throw failed;
        return step.outcome();
    }

    private void loop() {
        Niceness.stepBack();
        while (true) {
            try {
                Step<?> step = steps.take();
                running = step;
                step.run();
                running = null;
                if (step.flow.used > clock && !step.flow.background) clock = step.flow.used;
                if (step.last) return;
            } catch (InterruptedException e) {
                // Nobody interrupts this thread; it ends by its last step.
            }
        }
    }

    /** Lets what runs end early, runs {@code last}, and takes no more. Does not wait. */
    void close(Runnable last) {
        closed = true;
        Step<?> now = running;
        if (now != null) now.abort = true;
        var step = new Step<>(new Flow(false), () -> {
            last.run();
            return true;
        }, Long.MIN_VALUE);
        step.flow.used = Long.MIN_VALUE;
        step.last = true;
        steps.add(step);
    }

    /** Returns when the last step has been run. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    /** Steps that were queued when the last one ran are answered, not left waiting. */
    private void refuseTheRest() {
        for (Step<?> step = steps.poll(); step != null; step = steps.poll()) step.refuse();
    }

    private final class Step<T> implements Comparable<Step<?>> {
        final Flow flow;
        final Supplier<T> work;
        final long arrival;
        final CountDownLatch done = new CountDownLatch(1);
        volatile boolean abort;
        boolean last;
        private T result;
        private RuntimeException failure;

        Step(Flow flow, Supplier<T> work, long arrival) {
            this.flow = flow;
            this.work = work;
            this.arrival = arrival;
        }

        void run() {
            long begun = System.nanoTime();
            try {
                result = work.get();
            } catch (RuntimeException e) {
                failure = e;
            } catch (Error e) {
                failure = new EngineException("the engine failed: " + e, e);
            }
            flow.used += System.nanoTime() - begun;
            if (last) refuseTheRest();
            done.countDown();
        }

        void refuse() {
            failure = new EngineException("the engine was closed; send the request to another node");
            done.countDown();
        }

        Optional<T> outcome() {
            if (failure != null) throw failure;
            return Optional.ofNullable(result);
        }

        @Override
        public int compareTo(Step<?> other) {
            if (flow.background != other.flow.background) return flow.background ? 1 : -1;
            int byUse = Long.compare(flow.used, other.flow.used);
            return byUse != 0 ? byUse : Long.compare(arrival, other.arrival);
        }
    }
}
