package discedge.experiment.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.context.Consistency;
import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.event.ClientEvent;
import discedge.event.EventSink;
import discedge.event.LabEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.event.WatchEvent;
import discedge.experiment.live.Controls.Refused;
import discedge.experiment.scenario.Fault;
import discedge.lab.LabWatch;
import discedge.lab.relay.RelayControl;
import discedge.lab.relay.RelayPlanReader;
import discedge.lab.relay.RelayStation;
import discedge.node.EdgeNode;
import discedge.node.NodeSettings;
import discedge.runtime.RealPacer;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.timeline.transcript.Transcripts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes on real ports, watched, chatted with and roamed between. */
class WatchedNodesTest {
    @TempDir
    Path folder;

    private final LabWatch events = new LabWatch();
    private final Transcripts transcripts = new Transcripts();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) one.close();
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private EdgeNode node(String id, int http, int replica, int... peers) throws IOException {
        var addresses = new ArrayList<String>();
        for (int peer : peers) addresses.add("127.0.0.1:" + peer);
        var base = NodeSettings.inMemory(id, addresses);
        var settings = new NodeSettings(id, base.httpHost(), http, base.replicaHost(), replica, base.peers(), base.data(), base.mode(), base.windowPolicy(), base.limits());
        return opened(EdgeNode.start(settings, new SimulatedEngine(SimulatedSettings.of(HardwareProfile.named("instant")), new RealPacer()), EventSink.NONE, new SplittableRandom(http)));
    }

    private RemoteOnly console() {
        return opened(new RemoteOnly(events, transcripts, folder));
    }

    private static WatchedNodes.Answered ask(Controls console, String address) throws Exception {
        return console.watched().ask(address).get(20, TimeUnit.SECONDS);
    }

    private static String refusal(Controls console, String address) {
        var failed = assertThrows(CompletionException.class, () -> console.watched().ask(address).join());
        return assertInstanceOf(Refused.class, failed.getCause()).getMessage();
    }

    @Test
    void a_chat_goes_on_at_the_next_node_and_both_are_watched() throws Exception {
        int[] http = {free(), free()};
        int[] replica = {free(), free()};
        EdgeNode a = node("A", http[0], replica[0], replica[1]);
        node("B", http[1], replica[1], replica[0]);
        RemoteOnly console = console();
        WatchedNodes.Answered found = ask(console, "127.0.0.1:" + http[0]);
        assertEquals("A", found.facts().node());
        while (a.node().peers().stream().noneMatch(peer -> peer.name().equals("B"))) Thread.onSpinWait();
        found = ask(console, "127.0.0.1:" + http[0]);
        console.watched().add(found, "Berlin", "north");
        WatchedNodes.Answered second = ask(console, "127.0.0.1:" + http[1]);
        console.watched().add(second, "", "");
        events.await(WatchEvent.Beat.class, beat -> beat.node().equals("B"));
        console.roam("u1", "A");
        console.ask("u1", "Hello there");
        SessionId session = events.await(ClientEvent.Acknowledged.class, seen -> seen.turn() == 1).session();
        while (console.asking("u1")) Thread.onSpinWait();
        events.await(ReplicaEvent.Arrived.class, seen -> seen.node().equals("B"));
        console.roam("u1", "B");
        console.ask("u1", "And on");
        events.await(ClientEvent.Acknowledged.class, seen -> seen.turn() == 2 && seen.node().equals("B"));
        events.await(TurnEvent.Answered.class, seen -> seen.node().equals("B"));
        assertEquals(2, console.look("B", session).get(20, TimeUnit.SECONDS).orElseThrow().log().size());
        var ids = assertInstanceOf(discedge.session.TurnContent.Ids.class, console.look("B", session).get(20, TimeUnit.SECONDS).orElseThrow().log().getFirst().content()).ids();
        assertTrue(String.join("", console.pieces("B", ids).get().stream().map(String::new).toList()).contains("Hello there"));
        console.newSession("u1", ContextMode.RAW, Consistency.STRONG);
        console.delete(session).get(20, TimeUnit.SECONDS);
        assertTrue(console.look("A", session).get(20, TimeUnit.SECONDS).isEmpty());
    }

    @Test
    void peers_that_a_node_knows_are_offered_where_they_answer() throws Exception {
        int base = free();
        int[] replica = {free(), 0};
        replica[1] = replica[0] + 1;
        EdgeNode a = node("A", base, replica[0], replica[1]);
        node("B", base + 1, replica[1], replica[0]);
        while (a.node().peers().stream().noneMatch(peer -> peer.name().equals("B") && peer.linked())) Thread.onSpinWait();
        assertEquals(List.of("B"), ask(console(), "127.0.0.1:" + base).offers().stream().map(WatchedNodes.Offer::node).toList());
    }

    @Test
    void two_nodes_of_one_name_are_not_mixed_up() throws Exception {
        EdgeNode one = node("A", 0, 0);
        EdgeNode other = node("A", 0, 0);
        RemoteOnly console = console();
        console.watched().add(ask(console, "127.0.0.1:" + one.httpPort()), "", "");
        WatchedNodes.Answered second = ask(console, "127.0.0.1:" + other.httpPort());
        assertTrue(assertThrows(Refused.class, () -> console.watched().add(second, "", "")).getMessage().contains("A node called A is watched already"));
    }

    @Test
    void what_cannot_be_done_says_so() throws Exception {
        RemoteOnly console = console();
        assertTrue(assertThrows(Refused.class, () -> console.ask("u1", "Hi")).getMessage().contains("Add one first"));
        assertTrue(refusal(console, "127.0.0.1:" + free()).contains("does not take connections"));
        assertTrue(refusal(console, "https://edge").contains("plain HTTP"));
        EdgeNode a = node("A", 0, 0);
        console.watched().add(ask(console, "127.0.0.1:" + a.httpPort()), "", "");
        assertTrue(assertThrows(Refused.class, () -> console.begin(new Fault.Kind.Kill(), new Fault.Target.Node("A"), Duration.ZERO)).getMessage().contains("another process"));
        assertTrue(assertThrows(Refused.class, () -> console.restart("A")).getMessage().contains("start it there"));
        assertTrue(assertThrows(Refused.class, () -> console.begin(new Fault.Kind.Cut(false), new Fault.Target.Between("A", "B"), Duration.ZERO)).getMessage().contains("discedge links"));
        assertTrue(assertThrows(Refused.class, () -> console.ask("car-7", "Hi")).getMessage().contains("only be watched"));
    }

    @Test
    void a_link_that_passes_a_relay_is_cut_and_heals() throws Exception {
        int[] http = {free(), free()};
        int[] replica = {free(), free()};
        int there = free();
        int back = free();
        var station = opened(new RelayStation(RelayPlanReader.parse("""
                links:
                  - {from: A, to: B, listen: "127.0.0.1:%d", target: "127.0.0.1:%d", delay: 3ms}
                  - {from: B, to: A, listen: "127.0.0.1:%d", target: "127.0.0.1:%d"}
                """.formatted(there, replica[1], back, replica[0]), "links.yaml"), 1, InstantSource.system()));
        var control = opened(new RelayControl(station, new InetSocketAddress("127.0.0.1", 0), InstantSource.system()));
        node("A", http[0], replica[0], there);
        node("B", http[1], replica[1], back);
        RemoteOnly console = console();
        for (int port : http) console.watched().add(ask(console, "127.0.0.1:" + port), "", "");
        console.watchedLinks().add("127.0.0.1:" + control.port());
        assertEquals(Duration.ofMillis(3), events.await(LabEvent.LinkSet.class, set -> set.from().equals("A")).delay());
        assertTrue(console.canBreak("B", "A"));
        long fault = console.begin(new Fault.Kind.Cut(false), new Fault.Target.Between("A", "B"), Duration.ofMinutes(5));
        events.await(LabEvent.FaultBegan.class, began -> began.fault() == fault);
        events.await(LabEvent.LinkSet.class, set -> set.cut().equals("clean"));
        console.heal(fault);
        assertTrue(events.await(LabEvent.FaultEnded.class, ended -> ended.fault() == fault).byHand());
        assertEquals("none", station.views().getFirst().forward().cut().word());
    }

    @Test
    void twenty_nodes_of_which_five_say_nothing_hold_nobody_up() throws Exception {
        RemoteOnly console = console();
        var silent = new ArrayList<ServerSocket>();
        for (int i = 0; i < 5; i++) silent.add(opened(new ServerSocket(0, 10, InetAddress.getLoopbackAddress())));
        var asked = silent.stream().map(socket -> console.watched().ask("127.0.0.1:" + socket.getLocalPort())).toList();
        for (int i = 0; i < 3; i++) console.watched().add(ask(console, "127.0.0.1:" + node("N" + i, 0, 0).httpPort()), "", "");
        assertEquals(3, console.watched().list().size());
        assertTrue(asked.stream().noneMatch(java.util.concurrent.CompletableFuture::isDone), "those that hang are still being asked");
    }
}
