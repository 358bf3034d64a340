package discedge.engine.llama;

import discedge.engine.EngineException;
import discedge.engine.Prewarm;
import discedge.engine.cache.KvTable;
import discedge.engine.cache.Lease;
import discedge.tokens.TokenSequence;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A context evaluated ahead, step by step. Its slot is taken for one step at a time, so that its own client, or anybody's, never
 * finds it in use for longer than a step takes to end early. For one thread.
 */
final class LlamaPrewarm {
    /** When the cores are in use for a moment longer. */
    private static final long NOT_YET_NS = 2_000_000;

    private final LlamaEngine engine;
    private final Prewarm.Request request;
    private final Prewarm.Listener listener;
    private final ComputeThread.Flow flow;
    private final int[] all;
    private int found = -1;
    private int evaluated;
    private int held;

    LlamaPrewarm(LlamaEngine engine, Prewarm.Request request, Prewarm.Listener listener) {
        this.engine = engine;
        this.request = request;
        this.listener = listener;
        flow = engine.computer.flow(true);
        all = TokenSequence.concat(engine.begin, request.ids()).toArray();
    }

    Prewarm.Result run() throws InterruptedException {
        // The last id of a prompt is evaluated again anyway, but here it is not the last: all of it is wanted.
        TokenSequence wanted = TokenSequence.of(all);
        while (true) {
            if (engine.queue.isClosed()) throw new EngineException("the engine was closed");
            if (!engine.shares.awaitQuiet(listener::cancelled)) return result(Prewarm.Ending.CANCELLED);
            if (engine.table.cached(request.session(), wanted) >= all.length) {
                if (found < 0) found = all.length;
                held = all.length;
                return result(Prewarm.Ending.WARM);
            }
            Optional<Lease> lease = engine.queue.tryEnter(() -> engine.take(KvTable.Ask.guess(request.session(), wanted)));
            if (lease.isEmpty() && !engine.shares.busy() && !engine.queue.isClosed()) return result(Prewarm.Ending.NO_ROOM);
            if (lease.isEmpty()) continue;
            held = lease.get().cached();
            int before = evaluated;
            try {
                step(lease.get(), wanted);
            } finally {
                engine.release(lease.get(), TokenSequence.of(Arrays.copyOf(all, held)));
            }
            if (evaluated == before) LockSupport.parkNanos(NOT_YET_NS);
        }
    }

    /** As far as one step gets: not at all if a turn came meanwhile. */
    private void step(Lease lease, TokenSequence wanted) throws InterruptedException {
        engine.computer.run(flow, () -> {
            engine.share.tryAlone(() -> {
                int kept = engine.store.prepare(request.session(), lease, wanted, all.length);
                if (found < 0) found = kept;
                held = kept;
                int size = engine.store.endsEarly() ? Prewarm.STEP : LlamaGeneration.SHORT_STEP;
                int to = Math.min(all.length, (kept / size + 1) * size);
                held = engine.store.evaluate(lease.slot(), all, kept, to);
                evaluated += held - kept;
            });
            return true;
        }, listener::cancelled);
    }

    private Prewarm.Result result(Prewarm.Ending ending) {
        int begin = engine.begin.length();
        return new Prewarm.Result(ending, Math.max(0, found - begin), evaluated, Math.max(0, held - begin));
    }
}
