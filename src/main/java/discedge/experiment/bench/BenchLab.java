package discedge.experiment.bench;

import discedge.engine.LlmEngine;
import discedge.engine.simulated.HardwareProfile;
import discedge.event.EventSink;
import discedge.lab.Lab;
import discedge.lab.LabNode;
import discedge.lab.LabSettings;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Position;
import discedge.lab.client.Reply;
import discedge.lab.client.RetryPolicy;
import discedge.lab.client.RoamingClient;
import discedge.lab.client.TurnFailedException;
import discedge.lab.link.LinkCounts;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.session.TurnRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/** A lab with links that delay nothing and one client that stays at the first node; tells what each turn brought onto its links. */
final class BenchLab implements AutoCloseable {
    static final String NODE = "A";

    private static final String CLIENT = "phone";
    private static final String USER = "robotics_dev";
    private static final long SEED = 123;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Beats pass on idle links every 2 s, so quiet is less. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private final int peers;
    private final SyncWatch watch = new SyncWatch(NODE);
    private final Lab lab;
    private final RoamingClient client;
    private LinkCounts nodeBytes = LinkCounts.ZERO;
    private LinkCounts clientBytes = LinkCounts.ZERO;

    BenchLab(int nodes, ContextMode mode, String system, Function<LabNode, LlmEngine> engines) throws IOException {
        peers = nodes - 1;
        List<LabNode> names = List.of("A", "B", "C").subList(0, nodes).stream()
                .map(name -> new LabNode(name, Position.ORIGIN, HardwareProfile.INSTANT)).toList();
        lab = Lab.start(LabSettings.of(names, SEED), watch, engines);
        try {
            // A second attempt would be bytes that the turn need not have cost.
            var settings = ClientSettings.of(CLIENT).withUser(USER).withMode(mode).withSystem(system).withRetries(RetryPolicy.NONE);
            client = new RoamingClient(settings, lab.connect(CLIENT), Position.ORIGIN, new SplittableRandom(SEED), EventSink.NONE,
                    lab.clock());
            client.goTo(NODE);
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** Waits until all nodes are linked and nothing more passes; bytes of both ways, of all node-to-node links, up to then. */
    long setUp() throws BenchmarkFailedException, InterruptedException {
        if (!lab.awaitLinked(PATIENCE))
            throw new BenchmarkFailedException("the nodes did not link up within " + PATIENCE.toSeconds() + " s");
        settle();
        return linkBytes();
    }

    Reply ask(String prompt) throws BenchmarkFailedException, InterruptedException {
        try {
            return client.ask(prompt);
        } catch (TurnFailedException e) {
            // To the client an interrupt is a connection that fails.
            if (Thread.interrupted()) throw new InterruptedException("interrupted while a turn was asked");
            throw new BenchmarkFailedException("a turn was not answered: " + e.getMessage(), e);
        }
    }

    /** Waits until all replicas have all turns so far and have said so to the node that wrote them. */
    void awaitLevel() throws BenchmarkFailedException, InterruptedException {
        if (!watch.awaitAcknowledged(peers, PATIENCE) || !lab.awaitLevel(PATIENCE))
            throw new BenchmarkFailedException("the replicas were not level within " + PATIENCE.toSeconds() + " s");
    }

    /** Waits until nothing more passes on any link. */
    void settle() throws InterruptedException {
        Supplier<LinkCounts> all = () -> lab.nodeTraffic().plus(lab.clientTraffic(CLIENT));
        LinkCounts before = all.get();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Thread.sleep(QUIET);
            LinkCounts now = all.get();
            if (now.equals(before)) return;
            before = now;
        }
    }

    /** TCP payload of both ways, of all node-to-node links, since last asked. */
    long linkBytes() {
        LinkCounts now = lab.nodeTraffic();
        long bytes = now.since(nodeBytes).bytes();
        nodeBytes = now;
        return bytes;
    }

    /** TCP payload from the client to its node since last asked. */
    long requestBytes() {
        LinkCounts now = lab.clientTraffic(CLIENT);
        long bytes = now.since(clientBytes).forward();
        clientBytes = now;
        return bytes;
    }

    int recordBytes(int turn) throws BenchmarkFailedException {
        return watch.recordBytes(turn);
    }

    List<String> nodes() {
        return lab.names();
    }

    /** The session's log as a node holds it. */
    List<TurnRecord> log(String node) throws BenchmarkFailedException {
        SessionId session = client.session();
        return lab.node(node).flatMap(n -> n.session(session))
                .orElseThrow(() -> new BenchmarkFailedException(node + " does not have the session")).log();
    }

    @Override
    public void close() {
        client.close();
        lab.close();
    }
}
