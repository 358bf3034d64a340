package discedge.engine.simulated;

import discedge.engine.EngineException;
import discedge.engine.Prewarm;
import discedge.engine.cache.FairQueue;
import discedge.engine.cache.KvTable;
import discedge.engine.cache.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A context evaluated ahead at the pace of the profile, under the rules of a real engine: a step given up for a turn is lost. For one thread. */
final class SimulatedPrewarm {
    /** How often it looks whether a turn came. */
    private static final long LOOK_EVERY_NS = 10_000_000;

    private final HardwareProfile profile;
    private final Pacer pacer;
    private final KvTable slots;
    private final FairQueue queue;
    private final BooleanSupplier turns;
    private final Prewarm.Request request;
    private final Prewarm.Listener listener;
    private int found = -1;
    private int evaluated;
    private int held;

    /** @param turns answers of this node are under way or wait; other simulated nodes are other machines */
    SimulatedPrewarm(HardwareProfile profile, Pacer pacer, KvTable slots, FairQueue queue, BooleanSupplier turns, Prewarm.Request request, Prewarm.Listener listener) {
        this.profile = profile;
        this.pacer = pacer;
        this.slots = slots;
        this.queue = queue;
        this.turns = turns;
        this.request = request;
        this.listener = listener;
    }

    Prewarm.Result run() throws InterruptedException {
        int length = request.ids().length();
        while (true) {
            if (queue.isClosed()) throw new EngineException("the engine was closed");
            if (listener.cancelled()) return result(Prewarm.Ending.CANCELLED);
            if (turns.getAsBoolean()) {
                pacer.awaitUntil(pacer.now() + LOOK_EVERY_NS);
                continue;
            }
            held = slots.cached(request.session(), request.ids());
            if (found < 0) found = held;
            if (held == length) return result(Prewarm.Ending.WARM);
            Optional<Lease> lease = queue.tryEnter(() -> slots.take(KvTable.Ask.guess(request.session(), request.ids())));
            if (lease.isEmpty() && !turns.getAsBoolean() && !queue.isClosed()) return result(Prewarm.Ending.NO_ROOM);
            if (lease.isPresent()) step(lease.get(), length);
        }
    }

    private void step(Lease lease, int length) throws InterruptedException {
        held = lease.cached();
        try {
            int to = Math.min(length, (held / Prewarm.STEP + 1) * Prewarm.STEP);
            Duration cost = profile.prefill(to - held).minus(profile.overhead());
            long end = pacer.now() + cost.toNanos();
            while (pacer.now() < end) {
                if (turns.getAsBoolean() || listener.cancelled()) return;
                pacer.awaitUntil(Math.min(end, pacer.now() + LOOK_EVERY_NS));
            }
            evaluated += to - held;
            held = to;
        } finally {
            queue.leave(() -> slots.release(lease, request.ids().slice(0, held)));
        }
    }

    private Prewarm.Result result(Prewarm.Ending ending) {
        return new Prewarm.Result(ending, Math.max(0, found), evaluated, held);
    }
}
