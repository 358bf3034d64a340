package discedge.console.bench;

import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Events as nodes under load would send them, in the order they happen: nodes start, links are measured and cut, sessions ask
 * turn after turn, every record goes to every node. The same plan gives the same events. For one thread.
 */
public final class Load {
    /** Between two round trips measured on a link. */
    static final Duration BEAT = Duration.ofSeconds(2);
    /** Of the model, in ids. */
    private static final int WINDOW = 2048;
    /** Contexts that a node's KV cache holds. */
    private static final int SLOTS = 4;
    private static final Duration FAULT = Duration.ofSeconds(20);
    private static final Duration CUT = Duration.ofSeconds(8);

    final LoadPlan plan;
    final SplittableRandom random;
    private final Instant begin;
    private final List<String> nodes = new ArrayList<>();
    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private final ArrayDeque<NodeEvent> ready = new ArrayDeque<>();
    /** Nanoseconds since the begin until which nothing gets from one node to another. */
    private final long[][] cutUntil;
    /** By node, the sessions in its KV cache; the slot of the one used longest ago is taken next. */
    private final List<LinkedHashMap<LoadSession, Integer>> caches = new ArrayList<>();
    /** Writes so far, by node. */
    private final long[] written;
    private long made;
    private long now;
    private long faults;

    /** @param order breaks ties: of two things at once the one thought of first */
    private record Step(long nanos, long order, Runnable what) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            return nanos != other.nanos ? Long.compare(nanos, other.nanos) : Long.compare(order, other.order);
        }
    }

    /** @param begin of the load itself; its past lies before */
    public Load(LoadPlan plan, Instant begin) {
        this.plan = plan;
        this.begin = begin;
        this.random = new SplittableRandom(plan.seed());
        this.written = new long[plan.nodes()];
        this.cutUntil = new long[plan.nodes()][plan.nodes()];
        for (int i = 0; i < plan.nodes(); i++) nodes.add(plan.nodes() <= 26 ? String.valueOf((char) ('A' + i)) : "N%02d".formatted(i + 1));
        for (int i = 0; i < plan.nodes(); i++) caches.add(new LinkedHashMap<>());
    }

    public List<String> nodes() {
        return List.copyOf(nodes);
    }

    /** What happened before: the nodes, their links, and one turn of every session. Call it first. */
    public List<NodeEvent> past() {
        now = -plan.past().toNanos();
        var all = new ArrayList<NodeEvent>();
        for (String node : nodes) all.add(new LifeEvent.Started(at(), node, "1", "simulated", "smollm2-135m", "f1", "apple-m2", true, WINDOW, true, 8080, 9090, List.of()));
        for (String node : nodes) for (String peer : nodes) {
            if (node.equals(peer)) continue;
            all.add(new LabEvent.LinkSet(at(), "lab", node, peer, delay(node, peer), Duration.ofMillis(2), 0, "none"));
            all.add(new PeerEvent.Up(at(), node, peer, peer + ":9090", 1, true, "k1"));
        }
        var moving = new ArrayList<LoadSession>();
        long step = plan.past().toNanos() / (plan.sessions() + 1);
        for (int i = 0; i < plan.sessions(); i++) {
            now += step;
            var session = new LoadSession(i, nodes.get(i % nodes.size()), random);
            LoadTurn.past(this, session, all::add);
            if (i % Math.max(1, plan.sessions() / plan.moving()) == 0 && moving.size() < plan.moving()) moving.add(session);
        }
        now = 0;
        begin(moving);
        return all;
    }

    private void begin(List<LoadSession> moving) {
        long cycle = plan.cycle().toNanos();
        for (int i = 0; i < moving.size(); i++) {
            LoadSession session = moving.get(i);
            every(cycle * i / moving.size(), cycle, () -> {
                perhapsRoam(session);
                new LoadTurn(this, session).begin();
            });
        }
        int link = 0;
        for (String node : nodes) for (String peer : nodes) {
            if (node.equals(peer)) continue;
            every(BEAT.toNanos() * link++ / (nodes.size() * (nodes.size() - 1)), BEAT.toNanos(),
                    () -> emit(new PeerEvent.Measured(at(), node, peer, delay(node, peer).multipliedBy(2).plusNanos(random.nextLong(2_000_000)))));
        }
        if (plan.faults()) every(FAULT.toNanos() / 4, FAULT.toNanos(), this::cut);
    }

    private void every(long first, long nanos, Runnable what) {
        after(first, () -> {
            what.run();
            every(nanos, nanos, what);
        });
    }

    /** The next event; its {@code at} is never before that of the one before, so far as they are of one clock. There is always one. */
    public NodeEvent next() {
        while (ready.isEmpty()) {
            Step step = steps.remove();
            now = step.nanos();
            step.what().run();
        }
        return ready.remove();
    }

    private void cut() {
        int one = random.nextInt(nodes.size());
        int other = (one + 1 + random.nextInt(nodes.size() - 1)) % nodes.size();
        long number = ++faults;
        String target = nodes.get(one) + "-" + nodes.get(other);
        cutUntil[one][other] = cutUntil[other][one] = now + CUT.toNanos();
        emit(new LabEvent.FaultBegan(at(), "lab", number, "cut", target, CUT));
        shape(one, other, "clean");
        after(CUT.toNanos(), () -> {
            shape(one, other, "none");
            emit(new LabEvent.FaultEnded(at(), "lab", number, "cut", target, false));
        });
    }

    private void shape(int one, int other, String cut) {
        String a = nodes.get(one);
        String b = nodes.get(other);
        emit(new LabEvent.LinkSet(at(), "lab", a, b, delay(a, b), Duration.ofMillis(2), 0, cut));
        emit(new LabEvent.LinkSet(at(), "lab", b, a, delay(b, a), Duration.ofMillis(2), 0, cut));
    }

    // ---- for the turns

    Instant at() {
        return begin.plusNanos(now);
    }

    void after(long nanos, Runnable what) {
        steps.add(new Step(now + nanos, made++, what));
    }

    void emit(NodeEvent event) {
        ready.add(event);
    }

    /** One way, by how far apart the nodes are. */
    Duration delay(String from, String to) {
        return Duration.ofMillis(4 + 3L * Math.abs(nodes.indexOf(from) - nodes.indexOf(to)));
    }

    /** From a write to its arrival, in nanoseconds: as long as the link is cut, it waits. */
    long lag(String from, String to) {
        long way = delay(from, to).toNanos() + random.nextLong(6_000_000);
        long healed = cutUntil[nodes.indexOf(from)][nodes.indexOf(to)] - now;
        return Math.max(way, healed <= 0 ? 0 : healed + way);
    }

    /** The number of the node's next write. */
    long numberOfWrite(String node) {
        return ++written[nodes.indexOf(node)];
    }

    /** @param warm the context was there before */
    record Cached(int slot, boolean warm) {}

    /** The node takes the session's context into its KV cache. */
    Cached cache(String node, LoadSession session) {
        LinkedHashMap<LoadSession, Integer> cache = caches.get(nodes.indexOf(node));
        Integer known = cache.remove(session);
        int slot = known != null ? known : cache.size() < SLOTS ? cache.size() : cache.remove(cache.firstEntry().getKey());
        cache.putLast(session, slot);
        return new Cached(slot, known != null);
    }

    /** Now and then a client goes on at another node. */
    private void perhapsRoam(LoadSession session) {
        if (random.nextInt(6) != 0) return;
        String from = session.node;
        session.node = nodes.get(random.nextInt(nodes.size()));
        if (!session.node.equals(from)) emit(new ClientEvent.Roamed(at(), session.node, session.client, Optional.of(session.id), from, "nearest"));
    }
}
