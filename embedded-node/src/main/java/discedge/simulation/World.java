package discedge.simulation;

import discedge.context.SessionLook;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.simulation.check.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * One seeded history: nodes, their disks and network, clients, and the faults that strike them, on one thread. Everything
 * random comes from the seed, so the same seed gives the same history.
 */
final class World {
    private static final long FAULTS_END_MICROS = 14_000_000;
    private static final long TICK_MICROS = 100_000;
    private static final long SETTLE_MICROS = 60_000_000;

    private final RandomGenerator random;
    private final Plan plan;
    private final CoreFactory cores;
    private final Scheduler scheduler = new Scheduler();
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<SimClient> clients = new ArrayList<>();
    private final SimNetwork network;
    private final List<NodeEvent> history = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Set<String> lostDisks = new HashSet<>();
    private final Map<TurnHash, Instant> writtenAt = new HashMap<>();
    private boolean healed;
    private boolean deleted;
    private long acknowledged;

    World(long seed, int nodesWanted, CoreFactory cores) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
        this.plan = Plan.of(random, nodesWanted);
        this.cores = cores;
        this.network = new SimNetwork(scheduler, random, nodes, plan.nodes(), this::countFault);
        for (int i = 0; i < plan.nodes(); i++) nodes.add(new SimNode(this, i, plan.durable()[i], Duration.ofMillis(plan.skewMillis()[i])));
        for (long skew : plan.skewMillis()) if (Math.abs(skew) > 1_000) countFault("clock-skew");
    }

    /** Plays the whole history. */
    HistoryResult play() {
        nodes.forEach(SimNode::start);
        SessionId session = newSession();
        clients.add(new SimClient(this, plan, "c0", session, plan.turns()));
        clients.getFirst().begin();
        if (plan.twoClients()) joinLater(session);
        if (plan.deletes()) scheduler.afterMicros(1_000_000 + random.nextInt(10_000_000), () -> delete(clients.getFirst()));
        faultsFrom(TICK_MICROS);
        scheduler.runUntil(FAULTS_END_MICROS);
        heal();
        scheduler.runUntil(FAULTS_END_MICROS + SETTLE_MICROS);
        for (int round = 1; round <= 2; round++) oneMoreTurn(FAULTS_END_MICROS + SETTLE_MICROS * (round + 1));
        violations.addAll(HistoryChecker.check(history, FinalChecks.ending(this)));
        return new HistoryResult(violations, acknowledged, faults, history);
    }

    private void joinLater(SessionId session) {
        countFault("two-clients");
        var second = new SimClient(this, plan, "c1", session, plan.turns());
        scheduler.afterMicros(500_000 + random.nextInt(5_000_000), () -> {
            if (clients.getFirst().acknowledged().isEmpty() || !clients.getFirst().ended().isEmpty()) return;
            second.joinAt(clients.getFirst());
            clients.add(second);
            second.begin();
        });
    }

    // ---- faults

    private void faultsFrom(long micros) {
        scheduler.afterMicros(micros, () -> {
            if (healed) return;
            strike();
            faultsFrom(TICK_MICROS);
        });
    }

    private void strike() {
        if (happens(plan.cutRate())) cut();
        if (happens(plan.crashRate())) crash(random.nextInt(nodes.size()));
        if (happens(plan.dropConnectionRate()) && network.dropOne()) countFault("connection-dropped");
        if (happens(plan.diskFullRate())) fillDisk(nodes.get(random.nextInt(nodes.size())));
    }

    private boolean happens(double perSecond) {
        return random.nextDouble() < perSecond * TICK_MICROS / 1_000_000;
    }

    private void cut() {
        int a = random.nextInt(nodes.size());
        int b = (a + 1 + random.nextInt(nodes.size() - 1)) % nodes.size();
        boolean oneWay = random.nextDouble() < plan.oneWayShare();
        countFault(oneWay ? "partition-one-way" : "partition");
        network.cut(a, b);
        if (!oneWay) network.cut(b, a);
        scheduler.afterMicros(50_000 + random.nextInt(random.nextInt(3) == 0 ? 8_000_000 : 1_000_000), () -> {
            network.heal(a, b);
            network.heal(b, a);
        });
    }

    private void crash(int index) {
        SimNode node = nodes.get(index);
        if (!node.isUp()) return;
        boolean torn = random.nextDouble() < plan.tornShare() && !node.disk().isClean();
        boolean flip = node.isDurable() && random.nextDouble() < plan.flipShare() * 0.3 && node.disk().bytes().length > 0;
        node.crash(torn, flip);
        countFault("crash");
        if (torn) countFault("torn-write");
        if (flip) countFault("flipped-bit");
        boolean losesDisk = node.isDurable() && random.nextDouble() < plan.loseDiskShare();
        if (losesDisk) {
            node.disk().replace(new byte[0]);
        }
        if (flip || losesDisk || !node.isDurable()) lostDisks.add(node.name());
        scheduler.afterMicros(50_000 + random.nextInt(3_000_000), () -> {
            if (node.isUp()) return;
            countFault(node.isDurable() && !losesDisk ? "restart-with-disk" : "restart-without-disk");
            node.start();
        });
    }

    /** A write is a good moment to die: before it is synced, or just after. */
    void maybeCrashAtWrite(int index) {
        if (healed || random.nextDouble() >= plan.crashRate() * 0.1) return;
        int life = nodes.get(index).life();
        scheduler.afterMicros(random.nextInt(4_000), () -> {
            if (healed || nodes.get(index).life() != life) return;
            countFault(nodes.get(index).disk().isClean() ? "crash-after-the-log-write" : "crash-before-the-log-write");
            crash(index);
        });
    }

    private void fillDisk(SimNode node) {
        if (!node.isDurable() || node.disk().isFull()) return;
        countFault("disk-full");
        node.disk().setFull(true);
        scheduler.afterMicros(100_000 + random.nextInt(2_000_000), () -> node.disk().setFull(false));
    }

    private void delete(SimClient client) {
        if (client.acknowledged().isEmpty()) return;
        countFault(client.busy() ? "delete-racing-a-turn" : "delete");
        SimNode at = nodes.get(random.nextInt(nodes.size()));
        at.delete(client.session(), outcome -> {
            if (!outcome.equals("deleted")) return;
            deleted = true;
            emit(new discedge.event.ClientEvent.Deleted(scheduler.now(), at.name(), "c0", client.session()));
            if (random.nextBoolean()) clients.forEach(c -> c.end("deleted"));
        });
    }

    private void heal() {
        healed = true;
        for (SimNode node : nodes) {
            node.disk().setFull(false);
            if (!node.isUp()) node.start();
        }
        for (int a = 0; a < nodes.size(); a++) for (int b = 0; b < nodes.size(); b++) if (a != b) network.heal(a, b);
    }

    /** Everything is healed and quiet: each client that still goes on asks once more, and must be answered. */
    private void oneMoreTurn(long until) {
        var asked = new ArrayList<SimClient>();
        for (SimClient client : clients) {
            if (!client.ended().isEmpty() || deleted || plan.twoClients()) continue;
            asked.add(client);
            client.askOneMore(random.nextInt(nodes.size()));
        }
        scheduler.runUntil(until);
        for (SimClient client : asked) {
            boolean unanswered = client.busy() || client.ended().startsWith("gave up");
            if (unanswered && !mayHaveLostRecords() && !deleted) violation("LIVE", "everything is healed and a strong turn is still not answered: " + client.ended());
        }
    }

    // ---- what nodes and clients use

    Scheduler scheduler() {
        return scheduler;
    }

    RandomGenerator random() {
        return random;
    }

    SimNetwork network() {
        return network;
    }

    CoreFactory cores() {
        return cores;
    }

    SimNode node(int index) {
        return nodes.get(index);
    }

    List<SimNode> nodes() {
        return nodes;
    }

    int nodeCount() {
        return plan.nodes();
    }

    String nodeName(int index) {
        return nodes.get(index).name();
    }

    List<String> peersOf(int index) {
        var peers = new ArrayList<String>();
        for (int i = 0; i < plan.nodes(); i++) if (i != index) peers.add(String.valueOf((char) ('A' + i)));
        return peers;
    }

    List<SimClient> clients() {
        return clients;
    }

    Plan plan() {
        return plan;
    }

    List<NodeEvent> history() {
        return history;
    }

    Set<String> lostDisks() {
        return lostDisks;
    }

    boolean isHealed() {
        return healed;
    }

    /** What the client builds on was written longer ago than a session may be idle. */
    boolean mayHaveExpired(List<TurnHash> acknowledged) {
        if (plan.idleTtlMillis() == 0) return false;
        // One that has heard nothing asks for turn 1 again, which was written without its knowing.
        Instant written = acknowledged.isEmpty() ? writtenAt.values().stream().min(Instant::compareTo).orElse(Instant.MAX.minusMillis(plan.idleTtlMillis()))
                : writtenAt.getOrDefault(acknowledged.getLast(), Instant.MIN);
        return written.plusMillis(plan.idleTtlMillis() - 50).isBefore(scheduler.now());
    }

    /** A message between client and node is lost. */
    boolean isLost() {
        if (healed || random.nextDouble() >= plan.lostMessageShare()) return false;
        countFault("lost-message");
        return true;
    }

    SessionId newSession() {
        return SessionId.ofBits(random.nextLong(), random.nextLong());
    }

    void emit(NodeEvent event) {
        history.add(event);
        if (event instanceof TurnEvent.Committed written) writtenAt.put(written.hash(), scheduler.now());
        if (event instanceof ReplicaEvent.Expired) countFault("session-expired");
    }

    void countFault(String kind) {
        faults.merge(kind, 1, Integer::sum);
    }

    void countAcknowledged() {
        acknowledged++;
    }

    void violation(String invariant, String sentence) {
        violations.add(new Violation(invariant, sentence, history.size()));
    }

    /** Some acknowledged turn is on no replica any more: a memory node died, or a disk was lost. */
    boolean mayHaveLostRecords() {
        if (lostDisks.isEmpty()) return false;
        Set<TurnHash> here = new HashSet<>();
        for (SimNode node : nodes) for (SessionLook look : node.looks()) {
            look.log().forEach(r -> here.add(r.hash()));
            look.branches().forEach(r -> here.add(r.hash()));
        }
        return clients.stream().anyMatch(c -> !here.containsAll(c.acknowledged()));
    }
}
