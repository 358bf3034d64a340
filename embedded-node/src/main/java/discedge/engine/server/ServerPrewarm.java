package discedge.engine.server;

import discedge.engine.EngineException;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.Prewarm;
import discedge.engine.Sampling;
import discedge.engine.cache.KvTable;
import discedge.engine.cache.Lease;
import discedge.tokens.TokenSequence;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A context evaluated ahead by requests for no answer, each a step longer than the one before; given up when a turn of any node on this server comes. For one thread. */
final class ServerPrewarm {
    private static final long LOOK_EVERY_NS = 10_000_000;

    private final ServerFacts facts;
    private final ServerHttp http;
    private final ServerSlots slots;
    private final BooleanSupplier turns;
    private final Prewarm.Request request;
    private final Prewarm.Listener listener;
    private final TokenSequence wanted;
    private int found = -1;
    private int evaluated;
    private int held;

    /** @param turns answers of any node of this process on this server are under way or wait */
    ServerPrewarm(ServerFacts facts, ServerHttp http, ServerSlots slots, BooleanSupplier turns, Prewarm.Request request, Prewarm.Listener listener) {
        this.facts = facts;
        this.http = http;
        this.slots = slots;
        this.turns = turns;
        this.request = request;
        this.listener = listener;
        wanted = TokenSequence.concat(facts.begin(), request.ids());
    }

    Prewarm.Result run() throws InterruptedException {
        while (true) {
            if (slots.isClosed()) throw new EngineException("the engine was closed");
            if (listener.cancelled()) return result(Prewarm.Ending.CANCELLED);
            if (turns.getAsBoolean()) {
                LockSupport.parkNanos(LOOK_EVERY_NS);
                if (Thread.interrupted()) throw new InterruptedException("interrupted while it waited");
                continue;
            }
            held = slots.cached(request.session(), wanted);
            if (found < 0) found = held;
            if (held == wanted.length()) return result(Prewarm.Ending.WARM);
            Optional<Lease> lease = slots.take(KvTable.Ask.guess(request.session(), wanted));
            if (lease.isEmpty() && !turns.getAsBoolean() && !slots.isClosed()) return result(Prewarm.Ending.NO_ROOM);
            if (lease.isPresent()) step(lease.get());
        }
    }

    private void step(Lease lease) throws InterruptedException {
        held = lease.cached();
        try {
            int to = Math.min(wanted.length(), (held / Prewarm.STEP + 1) * Prewarm.STEP);
            var nothing = new GenerationRequest(request.session(), wanted.slice(0, to), new Sampling(0, List.of(), new TreeMap<>()));
            var generation = new ServerGeneration(facts, nothing, nothing.prompt(), lease, 0, new Silent());
            generation.run(http);
            if (!generation.begun()) return;
            evaluated += to - held;
            held = to;
        } catch (UnavailableException e) {
            throw new EngineException(e.getMessage(), e);
        } finally {
            slots.giveBack(lease, wanted.slice(0, held));
        }
    }

    private Prewarm.Result result(Prewarm.Ending ending) {
        int begin = facts.begin().length();
        return new Prewarm.Result(ending, Math.max(0, found - begin), evaluated, Math.max(0, held - begin));
    }

    /** Hears nothing, and gives up when a turn comes. */
    private final class Silent implements GenerationListener {
        @Override
        public void prefillStarted() {}

        @Override
        public void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner) {}

        @Override
        public void sampled(TokenSequence ids) {}

        @Override
        public boolean cancelled() {
            return turns.getAsBoolean() || listener.cancelled();
        }
    }
}
