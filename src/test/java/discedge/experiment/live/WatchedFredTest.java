package discedge.experiment.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.event.EventSink;
import discedge.event.FredEvent;
import discedge.event.WatchEvent;
import discedge.experiment.live.Controls.Refused;
import discedge.fred.kv.VectorClock;
import discedge.fred.store.KeptItem;
import discedge.fred.store.SessionItems;
import discedge.lab.LabWatch;
import discedge.lab.client.ClientSettings;
import discedge.lab.client.Nodes;
import discedge.lab.client.Place;
import discedge.lab.client.Position;
import discedge.lab.client.RoamingClient;
import discedge.node.EdgeNode;
import discedge.node.FredSettings;
import discedge.node.FredStoreSettings;
import discedge.node.NodeSettings;
import discedge.runtime.RealPacer;
import discedge.session.SessionId;
import discedge.timeline.transcript.Transcripts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What FReD holds is seen of nodes of other processes, too: they are asked over HTTP. */
@Timeout(60)
class WatchedFredTest {
    @TempDir
    Path folder;

    private final LabWatch events = new LabWatch();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) one.close();
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private EdgeNode node(NodeSettings settings) throws IOException {
        return opened(EdgeNode.start(settings, new SimulatedEngine(SimulatedSettings.of(HardwareProfile.named("instant")), new RealPacer()), EventSink.NONE, new SplittableRandom(1)));
    }

    /** A node's own replica that serves FReD's clients. */
    private EdgeNode fred(int port) throws IOException {
        EdgeNode node = node(NodeSettings.inMemory("nodeA", List.of()));
        node.serveFred(new FredSettings(port, Optional.empty(), Optional.empty()));
        return node;
    }

    private EdgeNode onFred(String id, int port) throws Exception {
        var store = new FredStoreSettings("127.0.0.1:" + port, Optional.empty(), "127.0.0.1:0", Optional.empty(), Optional.empty(), List.of(), Map.of());
        return node(NodeSettings.inMemory(id, List.of()).withFred(store));
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private SessionId ask(EdgeNode node) throws Exception {
        try (var client = new RoamingClient(ClientSettings.of("u1"), new Nodes(new Place(node.id(), new InetSocketAddress("127.0.0.1", node.httpPort()), Position.ORIGIN)),
                Position.ORIGIN, new SplittableRandom(1), EventSink.NONE, InstantSource.system())) {
            client.ask("Hello");
            return client.session();
        }
    }

    private RemoteOnly watching(EdgeNode node) throws Exception {
        RemoteOnly console = opened(new RemoteOnly(events, new Transcripts(), folder));
        console.watched().add(console.watched().ask("127.0.0.1:" + node.httpPort()).get(20, TimeUnit.SECONDS), "", "");
        return console;
    }

    private static SessionItems.Answer items(Controls console, SessionId session) throws Exception {
        return console.fredItems("edge", session).get(20, TimeUnit.SECONDS);
    }

    @Test
    void the_records_of_a_session_and_the_state_of_FReD_are_told_by_a_node_that_ran_before_it_was_watched() throws Exception {
        int port = free();
        EdgeNode fred = fred(port);
        EdgeNode edge = onFred("edge", port);
        SessionId session = ask(edge);
        RemoteOnly console = watching(edge);
        WatchEvent.Fred state = events.await(WatchEvent.Fred.class, seen -> seen.node().equals("edge"));
        FredEvent.Ready ready = Assertions.assertInstanceOf(FredEvent.Ready.class, state.said().getFirst());
        assertEquals("nodeA", ready.fredNode());
        assertEquals(edge.node().keygroup(), ready.keygroup());
        SessionItems.Answer answer = items(console, session);
        assertEquals(Optional.empty(), answer.why());
        KeptItem item = answer.items().getFirst();
        assertEquals(edge.fredItems(session).get(20, TimeUnit.SECONDS).items(), answer.items());
        assertEquals(List.of("edge", new VectorClock(Map.of("nodeA", 1L)), false), List.of(item.origin(), item.version(), item.deleted()));
        assertEquals(List.of(), items(console, new SessionId("a".repeat(26))).items(), "FReD has nothing of a session that nobody began");
        fred.close();
        events.await(FredEvent.Trouble.class, seen -> seen.node().equals("edge"));
        assertTrue(items(console, session).why().orElse("").contains("FReD could not be read: FReD cannot be reached"));
    }

    @Test
    void a_FReD_that_was_out_before_the_node_was_watched_is_said() throws Exception {
        EdgeNode edge = onFred("edge", free());
        while (edge.storeTrouble().filter(why -> why.contains("cannot be reached")).isEmpty()) Thread.onSpinWait();
        watching(edge);
        WatchEvent.Fred state = events.await(WatchEvent.Fred.class, seen -> seen.node().equals("edge"));
        assertTrue(Assertions.assertInstanceOf(FredEvent.Trouble.class, state.said().getLast()).why().contains("cannot be reached"));
    }

    @Test
    void a_node_that_keeps_its_records_itself_says_so() throws Exception {
        EdgeNode edge = node(NodeSettings.inMemory("edge", List.of()));
        RemoteOnly console = watching(edge);
        assertTrue(items(console, new SessionId("a".repeat(26))).why().orElse("").contains("node edge keeps its records itself, not in FReD"));
        Assertions.assertThrows(Refused.class, () -> console.fredItems("other", new SessionId("a".repeat(26))));
    }
}
