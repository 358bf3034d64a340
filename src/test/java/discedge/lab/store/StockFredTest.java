package discedge.lab.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import discedge.context.Consistency;
import discedge.engine.simulated.HardwareProfile;
import discedge.event.EventSink;
import discedge.event.NodeEvent;
import discedge.experiment.run.LabPlayer;
import discedge.experiment.run.PlaySink;
import discedge.experiment.run.ScenarioPlayer;
import discedge.experiment.scenario.Scenario;
import discedge.experiment.scenario.ScenarioReader;
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
import discedge.node.EdgeNode;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.simulation.HistoryChecker;
import discedge.simulation.check.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lab on FReD itself, whose programs are in {@code FRED_BIN} (docs/fred.md): what only a cut of its links shows. */
@Timeout(120)
class StockFredTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Lab lab;

    private void start() throws Exception {
        String bin = System.getenv("FRED_BIN");
        assumeTrue(bin != null, "FRED_BIN is not set: a lab on real FReD is not tried (docs/fred.md says how)");
        List<LabNode> nodes = List.of("A", "B", "C").stream().map(name -> new LabNode(name, Position.ORIGIN, HardwareProfile.INSTANT)).toList();
        lab = Lab.start(new LabSettings(nodes, 1, false, LabSettings.DEFAULT_WINDOW), EventSink.NONE, LabEngines.SIMULATED, StockFred.of(Path.of(bin)));
        assertTrue(lab.awaitLinked(PATIENCE), "the nodes link up");
    }

    @AfterEach
    void end() {
        if (lab != null) lab.close();
    }

    @Test
    void after_a_cut_all_replicas_are_level_without_a_new_write() throws Exception {
        start();
        try (RoamingClient client = client()) {
            ask(client, "A");
            assertTrue(lab.awaitLevel(PATIENCE));
            lab.linksOf("B").forEach(link -> link.cut(Cut.CLEAN));
            ask(client, "A");
            ask(client, "C");
            assertEquals(1, have("B", client.session()), "nothing passes a cut");
            lab.linksOf("B").forEach(link -> link.cut(Cut.NONE));
            assertTrue(lab.awaitLevel(PATIENCE), "the replicas are level");
            assertEquals(3, have("B", client.session()));
            assertTrue(lab.nodeTraffic().bytes() > 0, "FReD's traffic is counted");
        }
    }

    @Test
    void a_record_that_comes_late_does_not_bring_a_deleted_session_back() throws Exception {
        start();
        try (RoamingClient client = client()) {
            ask(client, "A");
            assertTrue(lab.awaitLevel(PATIENCE));
            lab.linksOf("A").forEach(link -> link.cut(Cut.CLEAN));
            ask(client, "A");
            assertEquals(Optional.empty(), node("B").delete(client.session()), "B and C hold the tombstone");
            lab.linksOf("A").forEach(link -> link.cut(Cut.NONE));
            assertTrue(lab.awaitLevel(PATIENCE));
            for (String name : lab.names()) assertTrue(node(name).sessions().getFirst().deleted(), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper-nine-turns.yaml", "paper-roaming.yaml", "cut-during-roam.yaml"})
    void scenarios_are_answered_and_the_history_checker_finds_nothing(String file) throws Exception {
        String bin = System.getenv("FRED_BIN");
        assumeTrue(bin != null, "FRED_BIN is not set");
        Scenario scenario = ScenarioReader.shipped(file);
        var events = new ArrayList<NodeEvent>();
        var sink = new PlaySink() {
            @Override
            public synchronized void emit(NodeEvent event) {
                events.add(event);
            }

            @Override
            public void piece(int turn, int attempt, String text) {}
        };
        var player = new LabPlayer(LabEngines.SIMULATED, StockFred.of(Path.of(bin)));
        assertEquals("fred", player.store());
        assertEquals(ScenarioPlayer.Ending.DONE, player.play(scenario, new ScenarioPlayer.Settings(ContextMode.TOKENIZED, Consistency.STRONG, Optional.of("instant"), 1), sink));
        assertEquals(List.of(), HistoryChecker.check(List.copyOf(events), Ending.quiet()));
    }

    @Test
    void a_node_without_a_link_to_another_is_refused() throws Exception {
        String bin = System.getenv("FRED_BIN");
        assumeTrue(bin != null, "FRED_BIN is not set");
        List<LabNode> nodes = List.of("A", "B", "C").stream().map(name -> new LabNode(name, Position.ORIGIN, HardwareProfile.INSTANT)).toList();
        var chain = new LabSettings(nodes, 1, false, LabSettings.DEFAULT_WINDOW).withLinks(List.of(new LabSettings.Pair("A", "B"), new LabSettings.Pair("B", "C")));
        var refused = assertThrows(IOException.class, () -> Lab.start(chain, EventSink.NONE, LabEngines.SIMULATED, StockFred.of(Path.of(bin))));
        assertTrue(refused.getMessage().contains("no link between A and C"), refused.getMessage());
    }

    private RoamingClient client() throws IOException {
        var settings = ClientSettings.of("u1").withRetries(RetryPolicy.DEFAULT.withDeadline(PATIENCE));
        return new RoamingClient(settings, lab.connect("u1"), Position.ORIGIN, new SplittableRandom(1), EventSink.NONE, lab.clock());
    }

    private static void ask(RoamingClient client, String node) throws Exception {
        client.goTo(node);
        client.ask("go on", AskOptions.DEFAULT.withMaxTokens(8), AnswerListener.NONE);
    }

    private EdgeNode node(String name) {
        EdgeNode node = lab.node(name).orElseThrow();
        assertFalse(node.storeTrouble().isPresent());
        return node;
    }

    private int have(String name, SessionId session) {
        return node(name).session(session).map(view -> view.log().size()).orElse(0);
    }
}
