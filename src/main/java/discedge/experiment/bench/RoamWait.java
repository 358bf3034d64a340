package discedge.experiment.bench;

import discedge.engine.simulated.HardwareProfile;
import discedge.lab.Lab;
import discedge.lab.LabNode;
import discedge.lab.LabSettings;
import discedge.lab.client.Position;
import discedge.lab.link.LinkProperties;
import discedge.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How long the next node waits after a roam. Two durable nodes of a lab and the link between them; the client's own link is
 * none: a connection straight to each node's port, kept alive. On the last byte of an answer of one node it asks the other.
 */
final class RoamWait {
    private static final Duration LINK_UP = Duration.ofSeconds(20);
    private static final int TURNS_OF_A_SESSION = 6;
    private static final int WARM_UP_MS = 1;

    private RoamWait() {}

    static List<NodeFigures.Wait> measure(NodeBenchPlan plan, SplittableRandom random) throws IOException, InterruptedException {
        var nodes = List.of(node("A", 0), node("B", 1));
        var waits = new ArrayList<NodeFigures.Wait>();
        try (Lab lab = Lab.start(new LabSettings(nodes, random.nextLong(), true, MeasuredNode.WINDOW), event -> { }, node -> MeasuredNode.engine());
                var atA = new LeanClient(lab.node("A").orElseThrow().httpPort()); var atB = new LeanClient(lab.node("B").orElseThrow().httpPort())) {
            if (!lab.awaitLinked(LINK_UP)) throw new IOException("the two nodes did not link up within " + LINK_UP.toSeconds() + " s");
            var clients = List.of(atA, atB);
            lab.link("A", "B").set(LinkProperties.delayed(Duration.ofMillis(WARM_UP_MS)));
            roam(clients, plan.settle() * 5, random, new Samples(), new Samples());
            for (int delay : plan.delaysMs()) {
                lab.link("A", "B").set(LinkProperties.delayed(Duration.ofMillis(delay)));
                var waited = new Samples();
                var roundTrips = new Samples();
                roam(clients, plan.roams(), random, waited, roundTrips);
                waits.add(new NodeFigures.Wait(delay, waited.count(), waited.spread(), roundTrips.medianMs()));
            }
        }
        return waits;
    }

    private static LabNode node(String name, int at) {
        return new LabNode(name, new Position(at, 0), HardwareProfile.INSTANT);
    }

    /** Sessions that go to and fro between the nodes, until that many turns came after a roam. */
    private static void roam(List<LeanClient> clients, int roams, SplittableRandom random, Samples waited, Samples roundTrips) throws IOException, InterruptedException {
        int here = 0;
        for (int left = roams; left > 0; ) {
            var session = new BenchSession(SessionId.ofBits(random.nextLong(), random.nextLong()));
            session.next(clients.get(here));
            for (int turn = 1; turn < TURNS_OF_A_SESSION && left > 0; turn++, left--) {
                here = 1 - here;
                BenchSession.Turn answered = session.next(clients.get(here));
                waited.add(Math.round(answered.waitMs() * 1e6));
                roundTrips.add(answered.nanos());
            }
        }
    }
}
