package discedge.lab.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import discedge.engine.simulated.HardwareProfile;
import discedge.event.EventSink;
import discedge.lab.Lab;
import discedge.lab.LabEngines;
import discedge.lab.LabNode;
import discedge.lab.LabSettings;
import discedge.lab.client.AnswerListener;
import discedge.lab.client.AskOptions;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Position;
import discedge.lab.client.RetryPolicy;
import discedge.lab.client.RoamingClient;
import discedge.lab.link.Cut;
import discedge.lab.link.LinkProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lab on FReD itself, with round trips longer than a read at the FReD node beside a node may take. */
@Timeout(120)
class StockFredLongLinksTest {
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Lab lab;

    @BeforeEach
    void start() throws Exception {
        String bin = System.getenv("FRED_BIN");
        assumeTrue(bin != null, "FRED_BIN is not set: a lab on real FReD is not tried (docs/fred.md says how)");
        List<LabNode> nodes = List.of("A", "B", "C").stream().map(name -> new LabNode(name, Position.ORIGIN, HardwareProfile.INSTANT)).toList();
        lab = Lab.start(new LabSettings(nodes, 1, false, LabSettings.DEFAULT_WINDOW), EventSink.NONE, LabEngines.SIMULATED, StockFred.of(Path.of(bin)));
        for (String name : lab.names()) lab.linksOf(name).forEach(link -> link.set(LinkProperties.delayed(DELAY)));
        assertTrue(lab.awaitLinked(PATIENCE), "the nodes link up");
    }

    @AfterEach
    void end() {
        if (lab != null) lab.close();
    }

    @Test
    void turns_go_on_at_the_next_node_and_replicas_are_level_after_a_cut_without_a_new_write() throws Exception {
        try (RoamingClient client = client()) {
            ask(client, "A");
            ask(client, "B");
            lab.linksOf("C").forEach(link -> link.cut(Cut.CLEAN));
            ask(client, "A");
            lab.linksOf("C").forEach(link -> link.cut(Cut.NONE));
            assertTrue(lab.awaitLevel(PATIENCE), "the replicas are level");
            ask(client, "C");
        }
    }

    @Test
    void a_deletion_is_confirmed_by_a_second_FReD_node() throws Exception {
        try (RoamingClient client = client()) {
            ask(client, "A");
            assertTrue(lab.awaitLevel(PATIENCE));
            assertEquals(Optional.empty(), lab.node("B").orElseThrow().delete(client.session()));
        }
    }

    private RoamingClient client() throws Exception {
        var settings = ClientSettings.of("u1").withRetries(RetryPolicy.DEFAULT.withDeadline(PATIENCE));
        return new RoamingClient(settings, lab.connect("u1"), Position.ORIGIN, new SplittableRandom(1), EventSink.NONE, lab.clock());
    }

    private static void ask(RoamingClient client, String node) throws Exception {
        client.goTo(node);
        client.ask("go on", AskOptions.DEFAULT.withMaxTokens(8), AnswerListener.NONE);
    }
}
