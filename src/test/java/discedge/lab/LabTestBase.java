package discedge.lab;

import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.lab.client.AskOptions;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Position;
import discedge.lab.client.RetryPolicy;
import discedge.lab.client.RoamingClient;
import discedge.runtime.RealPacer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Timeout;

/** A lab of instant nodes, its clients, and what was heard of it. */
@Timeout(60)
abstract class LabTestBase {
    static final AskOptions SHORT = AskOptions.DEFAULT.withMaxTokens(12);
    static final AskOptions PATIENT = SHORT.withMaxWait(Duration.ofSeconds(20));

    final LabWatch watch = new LabWatch();
    final GatedEngine.Gate gate = new GatedEngine.Gate();
    private final List<RoamingClient> clients = new ArrayList<>();
    Lab lab;

    /** Durable nodes called A, B, C …, linked up. */
    void start(String... names) throws Exception {
        start(true, LabSettings.DEFAULT_WINDOW, names);
    }

    void start(boolean durable, int window, String... names) throws Exception {
        var nodes = new ArrayList<LabNode>();
        for (String name : names) nodes.add(new LabNode(name, new Position(nodes.size() * 10, 0), HardwareProfile.INSTANT));
        var settings = new LabSettings(nodes, 1, durable, window);
        lab = Lab.start(settings, watch, node -> new GatedEngine(new SimulatedEngine(
                SimulatedSettings.of(node.profile()).withSeed(settings.seed()).withWindow(window), new RealPacer()), gate));
        Assertions.assertTrue(lab.awaitLinked(LabWatch.PATIENCE), "the nodes link up");
    }

    /** Calls a node past all links. */
    NodeCaller at(String node) {
        return new NodeCaller(lab.node(node).orElseThrow().httpPort());
    }

    /** One attempt a turn: what a node says is what the test sees. */
    RoamingClient client(String name) throws IOException {
        return client(ClientSettings.of(name).withRetries(RetryPolicy.NONE), name.hashCode());
    }

    RoamingClient client(ClientSettings settings, long seed) throws IOException {
        var client = new RoamingClient(settings, lab.connect(settings.name()), Position.ORIGIN, new SplittableRandom(seed), watch, lab.clock());
        clients.add(client);
        return client;
    }

    @AfterEach
    void end() {
        gate.open();
        clients.forEach(RoamingClient::close);
        if (lab != null) lab.close();
    }
}
