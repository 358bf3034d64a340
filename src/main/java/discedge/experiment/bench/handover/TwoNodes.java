package discedge.experiment.bench.handover;

import discedge.context.PrewarmPolicy;
import discedge.engine.LlmEngine;
import discedge.engine.simulated.HardwareProfile;
import discedge.event.EventSink;
import discedge.experiment.bench.BenchmarkFailedException;
import discedge.lab.Lab;
import discedge.lab.LabEngines;
import discedge.lab.LabNode;
import discedge.lab.LabSettings;
import discedge.lab.client.Position;
import discedge.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Two nodes in this process, in memory, linked without delay. */
final class TwoNodes implements AutoCloseable {
    static final String HERE = "A";
    static final String THERE = "B";
    private static final Duration LINK_UP = Duration.ofSeconds(20);

    private final Lab lab;

    TwoNodes(LabEngines engines, PrewarmPolicy policy) throws IOException, InterruptedException, BenchmarkFailedException {
        var nodes = List.of(new LabNode(HERE, Position.ORIGIN, HardwareProfile.APPLE_M2), new LabNode(THERE, new Position(1, 0), HardwareProfile.APPLE_M2));
        lab = Lab.start(new LabSettings(nodes, 1, false, LabSettings.DEFAULT_WINDOW).withPrewarm(policy), EventSink.NONE, engines);
        if (lab.awaitLinked(LINK_UP)) return;
        lab.close();
        throw new BenchmarkFailedException("the two nodes did not link up within " + LINK_UP.toSeconds() + " s");
    }

    Lab lab() {
        return lab;
    }

    LlmEngine engine(String node) {
        return lab.node(node).orElseThrow().engine();
    }

    static String other(String node) {
        return node.equals(HERE) ? THERE : HERE;
    }

    /** Waits until the node's cache holds as many ids of a session. False if that takes too long. */
    boolean awaitHeld(String node, SessionId session, int ids, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (engine(node).cached().stream().noneMatch(row -> row.session().equals(session) && !row.busy() && row.ids() >= ids)) {
            if (System.nanoTime() > end) return false;
            Thread.sleep(20);
        }
        return true;
    }

    @Override
    public void close() {
        lab.close(Duration.ofMillis(300));
    }
}
