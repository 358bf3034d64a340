package discedge.node;

import discedge.context.AnswerSink;
import discedge.context.ContextEffect;
import discedge.context.EffectHandler;
import discedge.context.NodeCore;
import discedge.context.Refusal;
import discedge.context.TurnRequest;
import discedge.event.EventSink;
import discedge.fred.LinkId;
import discedge.fred.LogCodec;
import discedge.fred.PeerMessage;
import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredEffect;
import discedge.fred.kv.FredReply;
import discedge.runtime.DurableLog;
import discedge.runtime.fred.FredCalls;
import discedge.runtime.fred.FredTriggers;
import discedge.runtime.LinkEvents;
import discedge.runtime.LogEvents;
import discedge.runtime.PeerLinks;
import discedge.runtime.Wakeups;
import discedge.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Drives a node's core under one lock: what happens outside becomes its inputs, its effects are carried out at once and in order. */
final class CoreDriver implements EffectHandler, LinkEvents, LogEvents {
    /** The way out: links to peers, or calls to FReD. */
    record Outward(Optional<PeerLinks> ownLinks, Optional<FredCalls> calls) {
        PeerLinks links() {
            return ownLinks.orElseThrow();
        }

        FredCalls fred() {
            return calls.orElseThrow();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Condition begun = lock.newCondition();
    private final InstantSource clock;
    private final EventSink events;
    private final EngineRunner engine;
    private final Wakeups wakeups;
    private final Optional<DurableLog> log;
    private final NodeCore core;
    private final Map<Long, AnswerSink> requests = new HashMap<>();
    private final Map<Long, CompletableFuture<Optional<Refusal>>> deletes = new HashMap<>();
    private final Map<Long, Consumer<FredReply>> fredCalls = new HashMap<>();
    private FredTriggers triggers = FredTriggers.NONE;
    private Outward outward;
    private Instant wake;
    private Wakeups.Wakeup timer = () -> { };
    private long nextId = 1;
    private long lastPosition;
    private boolean started;
    private boolean dead;

    /** @param cores makes the core over this driver's hands */
    CoreDriver(InstantSource clock, EventSink events, EngineRunner engine, Wakeups wakeups, Optional<DurableLog> log, Function<EffectHandler, NodeCore> cores) {
        this.clock = clock;
        this.events = events;
        this.engine = engine;
        this.wakeups = wakeups;
        this.log = log;
        this.core = cores.apply(this);
    }

    /** Takes in what was recovered, then begins to link up, and lets in those who came while the ports were open but this was not done. */
    void start(Outward outward) {
        lock.lock();
        try {
            this.outward = outward;
            core.start(clock.instant());
            planWake();
            started = true;
            begun.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- inputs

    /** Before the recovered log is taken in, a session that is here would be called unknown. Under the lock. */
    private void awaitStart() {
        while (!started && !dead) begun.awaitUninterruptibly();
    }

    void input(BiConsumer<NodeCore, Instant> what) {
        lock.lock();
        try {
            awaitStart();
            if (dead) return;
            what.accept(core, clock.instant());
            planWake();
            if (requests.isEmpty()) idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    <T> T query(Function<NodeCore, T> what) {
        lock.lock();
        try {
            awaitStart();
            return what.apply(core);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the request's number, by which {@link NodeCore#clientGone} knows it. */
    long request(TurnRequest request, AnswerSink sink) {
        lock.lock();
        try {
            long id = nextId++;
            requests.put(id, sink);
            input((c, now) -> c.request(id, request, now));
            return id;
        } finally {
            lock.unlock();
        }
    }

    CompletableFuture<Optional<Refusal>> delete(SessionId session) {
        lock.lock();
        try {
            long id = nextId++;
            var outcome = new CompletableFuture<Optional<Refusal>>();
            deletes.put(id, outcome);
            input((c, now) -> c.delete(id, session, now));
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    /** @param reply called under the lock; must not block */
    void fredCall(String user, FredCall call, Consumer<FredReply> reply) {
        lock.lock();
        try {
            if (dead) {
                reply.accept(new FredReply.Refused("the node is stopping"));
                return;
            }
            long id = nextId++;
            fredCalls.put(id, reply);
            input((c, now) -> c.fredCall(id, user, call, now));
        } finally {
            lock.unlock();
        }
    }

    /** @param host where FReD's clients reach this node */
    void serveFred(String host, FredTriggers told) {
        lock.lock();
        try {
            triggers = told;
            input((c, now) -> c.advertiseFred(host, now));
        } finally {
            lock.unlock();
        }
    }

    boolean stop(SessionId session, int turn) {
        lock.lock();
        try {
            awaitStart();
            return !dead && core.stop(session, turn, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    int requestsUnderWay() {
        return query(c -> requests.size());
    }

    /** No new requests; returns when those under way have ended, or when the time is up. */
    void drainRequests(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            core.stopTakingRequests();
            long left = atMost.toNanos();
            while (!requests.isEmpty() && left > 0) left = idle.awaitNanos(left);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more goes in or out. */
    void kill() {
        lock.lock();
        try {
            dead = true;
            begun.signalAll();
            requests.clear();
            deletes.clear();
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        input((c, now) -> {
            wake = null;
            c.tick(now);
        });
    }

    private void planWake() {
        Instant next = core.nextTick().orElse(null);
        if (next == null || (wake != null && !next.isBefore(wake))) return;
        timer.cancel();
        wake = next;
        timer = wakeups.schedule(next, this::tick);
    }

    // ---- links and log

    @Override
    public void opened(LinkId link) {
        input((c, now) -> c.opened(link, now));
    }

    @Override
    public void received(LinkId link, PeerMessage message) {
        input((c, now) -> c.received(link, message, now));
    }

    @Override
    public void closed(LinkId link, String why, Duration retryIn) {
        input((c, now) -> c.closed(link, why, retryIn, now));
    }

    @Override
    public void unreachable(String address, String why, Duration retryIn) {
        input((c, now) -> c.closed(new LinkId(0, true, address), why, retryIn, now));
    }

    @Override
    public void appended(long position) {
        input((c, now) -> c.appended(position, now));
    }

    @Override
    public void failed(long firstPosition, String why) {
        input((c, now) -> {
            log.orElseThrow().resume(lastPosition + 1);
            c.appendFailed(firstPosition, why, now);
        });
    }

    /** A call that failed at once answers within itself: the core must not be asked from inside. */
    private void fredReplied(long id, FredReply reply) {
        if (lock.isHeldByCurrentThread()) wakeups.schedule(Duration.ZERO, () -> fredReplied(id, reply));
        else input((c, now) -> c.fredReplied(id, reply, now));
    }

    // ---- effects, under the lock

    @Override
    public void carryOut(ContextEffect effect) {
        switch (effect) {
            case ContextEffect.Emit(var event) -> events.emit(event);
            case ContextEffect.Deliver(var request, var ids) -> {
                AnswerSink sink = requests.get(request);
                if (sink != null) sink.sampled(ids);
            }
            case ContextEffect.Answered(var request, var answer) -> {
                AnswerSink sink = requests.remove(request);
                if (sink != null) sink.answered(answer);
            }
            case ContextEffect.Refused(var request, var refusal) -> {
                AnswerSink sink = requests.remove(request);
                if (sink != null) sink.refused(refusal);
            }
            case ContextEffect.DeleteEnded(var request, var refusal) -> {
                CompletableFuture<Optional<Refusal>> outcome = deletes.remove(request);
                if (outcome != null) outcome.complete(refusal);
            }
            case ContextEffect.Generate generate -> engine.start(generate, this);
            case ContextEffect.Cancel(var generation) -> engine.cancel(generation);
            case ContextEffect.Prewarm prewarm -> engine.start(prewarm, this);
            case ContextEffect.CancelPrewarm(var token) -> engine.cancelPrewarm(token);
            case ContextEffect.Depart(var session) -> engine.depart(session);
            case ContextEffect.Evict(var session) -> engine.evict(session);
            case ContextEffect.Create _, ContextEffect.Erase _, ContextEffect.Fetch _, ContextEffect.WakeAt _ -> throw new IllegalStateException("kept inside the core");
        }
    }

    @Override
    public void carryOut(StoreEffect effect) {
        switch (effect) {
            case StoreEffect.Emit(var event) -> events.emit(event);
            case StoreEffect.Send(var link, var message) -> outward.links().send(link, message);
            case StoreEffect.Close(var link, var why) -> outward.links().close(link, why);
            case StoreEffect.Call(var id, var host, var call) -> outward.fred().call(host, call, reply -> fredReplied(id, reply));
            case StoreEffect.Append(var position, var entry) -> {
                lastPosition = position;
                log.orElseThrow().append(position, LogCodec.encode(entry));
            }
            case StoreEffect.Created _, StoreEffect.CreateFailed _, StoreEffect.Arrived _, StoreEffect.Fetched _, StoreEffect.WakeAt _ ->
                    throw new IllegalStateException("kept inside the core");
        }
    }

    @Override
    public void carryOut(FredEffect effect) {
        switch (effect) {
            case FredEffect.Tell(var host, var keygroup, var id, var value) -> triggers.tell(host, keygroup, id, value);
            case FredEffect.Reply(var call, var reply) -> {
                Consumer<FredReply> waiting = fredCalls.remove(call);
                if (waiting != null) waiting.accept(reply);
            }
            case FredEffect.Write _, FredEffect.Erase _ -> throw new IllegalStateException("kept inside the core");
        }
    }
}
