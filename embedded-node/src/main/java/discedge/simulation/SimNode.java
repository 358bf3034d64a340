package discedge.simulation;

import discedge.context.ContextEffect;
import discedge.context.EffectHandler;
import discedge.context.NodeCore;
import discedge.context.ProtocolSettings;
import discedge.context.Prompt;
import discedge.context.RecordCheck;
import discedge.context.TurnRequest;
import discedge.event.LifeEvent;
import discedge.event.ReplicaEvent;
import discedge.fred.LinkId;
import discedge.fred.LogCodec;
import discedge.fred.LogEntry;
import discedge.fred.Origin;
import discedge.fred.PeerMessage;
import discedge.fred.Recovered;
import discedge.fred.Recovery;
import discedge.fred.Replica;
import discedge.fred.StoreEffect;
import discedge.fred.ReplicaSettings;
import discedge.fred.kv.FredEffect;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A node's core with seeded surroundings: what {@code discedge.node} is in production. */
final class SimNode implements EffectHandler {
    private static final String KEYGROUP = "tiny";

    private final World world;
    private final int index;
    private final String name;
    private final boolean durable;
    private final Duration skew;
    private final SimDisk disk = new SimDisk();
    private final Map<Long, Consumer<Object>> clients = new HashMap<>();
    private final Set<Long> cancelled = new HashSet<>();
    private NodeCore core;
    private int life;
    private long nextRequest = 1;
    private Instant wake;

    SimNode(World world, int index, boolean durable, Duration skew) {
        this.world = world;
        this.index = index;
        this.name = String.valueOf((char) ('A' + index));
        this.durable = durable;
        this.skew = skew;
    }

    String name() {
        return name;
    }

    boolean isDurable() {
        return durable;
    }

    boolean isUp() {
        return core != null;
    }

    int life() {
        return life;
    }

    NodeCore core() {
        return core;
    }

    SimDisk disk() {
        return disk;
    }

    private Instant now() {
        return world.scheduler().now().plus(skew);
    }

    // ---- life

    void start() {
        life++;
        Recovered recovered = durable ? Recovery.of(disk.bytes()) : Recovered.nothing();
        long epoch = recovered.needsNewEpoch() ? world.random().nextLong() : recovered.opened().orElseThrow().epoch();
        var origin = new Origin(name, epoch);
        var settings = ReplicaSettings.of(origin, durable, KEYGROUP, TinyModel.FINGERPRINT.value(), world.peersOf(index));
        var replica = new Replica(settings, recovered, new RecordCheck());
        var protocol = world.cores().protocol(ProtocolSettings.of(name, TinyModel.info(world.plan().window()), TinyModel.TEMPLATE)
                .withExpiryGrace(Duration.ofMillis(Plan.EXPIRY_GRACE_MILLIS)), world::newSession);
        core = world.cores().core(protocol, replica, this);
        world.emit(new LifeEvent.Started(now(), name, "simulation", "tiny", "tiny", TinyModel.FINGERPRINT.value(), "instant", true,
                world.plan().window(), durable, 0, 0, world.peersOf(index)));
        world.emit(new ReplicaEvent.Recovered(now(), name, recovered.items().size(), recovered.damagedPlaces(), recovered.tornTail(), epoch));
        wake = null;
        core.start(now());
        planWake();
        for (int peer = 0; peer < world.nodeCount(); peer++) if (peer != index) world.network().dial(index, peer);
    }

    /** Dies at once: nothing flushed, nothing sent. */
    void crash(boolean torn, boolean flip) {
        if (core == null) return;
        core = null;
        clients.clear();
        cancelled.clear();
        disk.crash(torn, flip, world.random());
        world.emit(new LifeEvent.Killed(now(), name));
        world.network().crashed(index);
    }

    // ---- inputs

    /**
     * @param outcome is told an {@code Answer} or a {@code Refusal}
     * @param hangsUp the client goes away after a while
     */
    void request(TurnRequest request, Consumer<Object> outcome, boolean hangsUp) {
        if (core == null) return;
        long id = nextRequest++;
        if (hangsUp) later(Duration.ofMillis(world.random().nextInt(300)), () -> {
            if (clients.containsKey(id)) report(() -> core.clientGone(id, now()));
        });
        clients.put(id, outcome);
        core.request(id, request, now());
        planWake();
    }

    void delete(SessionId session, Consumer<Object> outcome) {
        if (core == null) return;
        long id = nextRequest++;
        clients.put(id, outcome);
        core.delete(id, session, now());
        planWake();
    }

    void opened(LinkId link) {
        core.opened(link, now());
        planWake();
    }

    void received(LinkId link, PeerMessage message) {
        if (core == null) return;
        core.received(link, message, now());
        planWake();
    }

    void closed(LinkId link, String why, Duration retryIn) {
        core.closed(link, why, retryIn, now());
        planWake();
    }

    private void planWake() {
        if (core == null) return;
        Instant next = core.nextTick().orElse(null);
        if (next == null || (wake != null && !next.isBefore(wake) && wake.isAfter(now()))) return;
        wake = next;
        later(Duration.between(now(), next), () -> {
            core.tick(now());
            planWake();
        });
    }

    /** Runs the action later, if this life still lasts. */
    private void later(Duration delay, Runnable action) {
        int mine = life;
        world.scheduler().after(delay, () -> {
            if (core != null && life == mine) action.run();
        });
    }

    // ---- effects

    @Override
    public void carryOut(ContextEffect effect) {
        switch (effect) {
            case ContextEffect.Emit(var event) -> world.emit(event);
            case ContextEffect.Answered(var request, var answer) -> tell(request, answer);
            case ContextEffect.Refused(var request, var refusal) -> tell(request, refusal);
            case ContextEffect.DeleteEnded(var request, var refusal) -> tell(request, refusal.isPresent() ? refusal.get() : "deleted");
            case ContextEffect.Generate generate -> generate(generate);
            case ContextEffect.Cancel(var generation) -> cancelled.add(generation);
            // Nothing is evaluated ahead here, and nothing cached.
            case ContextEffect.Deliver _, ContextEffect.Prewarm _, ContextEffect.CancelPrewarm _, ContextEffect.Depart _, ContextEffect.Evict _ -> { }
            case ContextEffect.Create _, ContextEffect.Erase _, ContextEffect.Fetch _, ContextEffect.WakeAt _ -> throw new IllegalStateException("kept inside the core");
        }
    }

    @Override
    public void carryOut(FredEffect effect) {
        throw new IllegalStateException("no FReD client in the simulation");
    }

    @Override
    public void carryOut(StoreEffect effect) {
        switch (effect) {
            case StoreEffect.Emit(var event) -> world.emit(event);
            case StoreEffect.Send(var link, var message) -> world.network().send(link, message);
            case StoreEffect.Close(var link, var why) -> world.network().close(link, why);
            case StoreEffect.Append(var position, var entry) -> append(position, entry);
            case StoreEffect.Created _, StoreEffect.CreateFailed _, StoreEffect.Arrived _, StoreEffect.Fetched _, StoreEffect.WakeAt _, StoreEffect.Call _ ->
                    throw new IllegalStateException("kept inside the core");
        }
    }

    private void tell(long request, Object outcome) {
        Consumer<Object> client = clients.remove(request);
        if (client != null) client.accept(outcome);
    }

    private void append(long position, LogEntry entry) {
        boolean idle = disk.isClean();
        disk.append(position, LogCodec.encode(entry));
        world.maybeCrashAtWrite(index);
        if (!world.cores().diskTellsTheTruth()) later(Duration.ZERO, () -> report(() -> core.appended(position, now())));
        if (idle) later(Duration.ofNanos(1_000L * (50 + world.random().nextInt(world.random().nextInt(8) == 0 ? 60_000 : 3_000))), this::sync);
    }

    private void sync() {
        if (disk.isClean()) return;
        if (disk.isFull()) {
            long first = disk.fail();
            report(() -> core.appendFailed(first, "no space left on device", now()));
        } else {
            long last = disk.sync();
            if (world.cores().diskTellsTheTruth()) report(() -> core.appended(last, now()));
        }
    }

    private void report(Runnable input) {
        input.run();
        planWake();
    }

    private void generate(ContextEffect.Generate g) {
        TokenSequence prompt = switch (g.prompt()) {
            case Prompt.Ids(var ids) -> ids;
            case Prompt.Texts texts -> texts.ids(TinyModel.TEMPLATE, TinyModel::tokenize);
        };
        boolean texts = g.prompt() instanceof Prompt.Texts;
        boolean fails = world.random().nextInt(60) == 0;
        TokenSequence answer = TinyModel.answer(prompt);
        int half = world.random().nextInt(answer.length() + 1);
        step(300, () -> core.prefillStarted(g.generation(), now()), () ->
                step(5_000, () -> core.prefilled(g.generation(), prompt.length(), 0, 0, "", now()), () ->
                        step(40_000, () -> core.sampled(g.generation(), answer.slice(0, half), now()), () -> step(40_000, () -> {
                            boolean stopped = cancelled.remove(g.generation());
                            TokenSequence all = stopped ? answer.slice(0, half) : answer;
                            if (fails) {
                                core.failed(g.generation(), "out of memory (simulated)", now());
                                return;
                            }
                            if (!stopped) core.sampled(g.generation(), answer.slice(half, answer.length()), now());
                            core.finished(g.generation(), stopped ? StopReason.CANCELLED : StopReason.EOS,
                                    texts ? Optional.of(TinyModel.text(all)) : Optional.empty(), now());
                        }, () -> { }))));
    }

    private void step(int withinMicros, Runnable input, Runnable then) {
        later(Duration.ofNanos(1_000L * (10 + world.random().nextInt(withinMicros))), () -> {
            report(input);
            then.run();
        });
    }

    /** Every record hash here by session, for the check at the end. */
    List<discedge.context.SessionLook> looks() {
        return core == null ? List.of() : List.copyOf(core.protocol().looks());
    }
}
