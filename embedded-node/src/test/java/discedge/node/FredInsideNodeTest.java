package discedge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.engine.simulated.FixedEngine;
import discedge.event.FredEvent;
import discedge.event.NodeEvent;
import discedge.event.PeerEvent;
import discedge.event.ReplicaEvent;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.fred.kv.VectorClock;
import discedge.fred.store.KeptItem;
import discedge.fred.store.SessionItems;
import discedge.runtime.TestDisk;
import discedge.runtime.certs.CertificateFolder;
import discedge.runtime.fred.FredClient;
import discedge.runtime.fred.FredTls;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes whose records are in the FReD node of their own process: a FReD program sees a session as items of its keygroup. */
@Timeout(90)
class FredInsideNodeTest {
    private static final SessionId SESSION = new SessionId("abcdefghijklmnopqrstuvwxyz");
    private static final String FIRST = new RecordKey.First(SESSION).text();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    private final List<NodeEvent> events = new CopyOnWriteArrayList<>();
    private final List<EdgeNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(EdgeNode::close);
    }

    @Test
    void a_conversation_that_roams_is_seen_by_FReDs_clients_and_gone_for_them_when_it_is_deleted() throws Exception {
        cluster(List.of());
        int port = nodes.get(2).serveFred(new FredSettings(0, Optional.empty(), Optional.empty()));
        try (var program = new FredClient("127.0.0.1:" + port, Optional.empty(), Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            String keygroup = nodes.getFirst().node().keygroup();
            Got first = answered(complete(nodes.get(0), 1, "", "One"));
            Got second = answered(complete(nodes.get(1), 2, first.hash(), "Two"));
            eventually(() -> items(program, keygroup).size() == 2);
            List<FredReply.Item> turns = items(program, keygroup);
            assertEquals(List.of(key(1, first), key(2, second)), turns.stream().map(FredReply.Item::id).toList());
            assertEquals(List.of(Set.of("A"), Set.of("B")), turns.stream().map(item -> item.version().counts().keySet()).toList(), "each was written at its node");
            var info = assertInstanceOf(FredReply.Info.class, ask(program, new FredCall.GetKeygroupInfo(keygroup)));
            assertEquals(Set.of("A", "B", "C"), info.members().keySet());
            assertEquals("127.0.0.1:" + port, info.hosts().get("C"));

            assertEquals(Optional.empty(), nodes.get(1).delete(SESSION));
            eventually(() -> items(program, keygroup).stream().allMatch(item -> item.id().equals(new RecordKey.Deleted(SESSION).text())));
            assertEquals(410, complete(nodes.get(0), 3, second.hash(), "Three").status());
        }
        FredEvent.Ready ready = events.stream().filter(FredEvent.Ready.class::isInstance).map(FredEvent.Ready.class::cast).findFirst().orElseThrow();
        assertEquals(List.of("embedded", "embedded"), List.of(ready.address(), ready.trigger()));
        assertEquals("fred", nodes.getFirst().node().store().kind());
    }

    @Test
    void a_long_session_is_read_with_its_versions_page_by_page() throws Exception {
        EdgeNode node = start("A", freePort(), List.of(), List.of());
        String after = "";
        for (int turn = 1; turn <= 70; turn++) after = answered(complete(node, turn, after, "T")).hash();
        SessionItems.Answer answer = node.fredItems(SESSION).get(10, TimeUnit.SECONDS);
        assertEquals(Optional.empty(), answer.why());
        assertEquals(70, answer.items().size());
        KeptItem last = answer.items().getLast();
        assertEquals(List.of("A", new VectorClock(Map.of("A", 1L))), List.of(last.origin(), last.version()));
    }

    @Test
    void a_FReD_program_with_a_certificate_needs_to_be_named() throws Exception {
        CertificateFolder certificates = CertificateFolder.open(folder, Instant.now());
        for (String name : List.of("A", "reader", "stranger")) certificates.issue(name, List.of());
        EdgeNode node = start("A", freePort(), List.of(), List.of("reader"));
        int port = node.serveFred(new FredSettings(0, Optional.empty(), Optional.of(tls("A"))));
        answered(complete(node, 1, "", "One"));
        var read = new FredCall.Scan(node.node().keygroup(), FIRST, 10, false);
        try (var reader = new FredClient("127.0.0.1:" + port, Optional.of(tls("reader")), Duration.ofSeconds(5), Duration.ofSeconds(5));
             var stranger = new FredClient("127.0.0.1:" + port, Optional.of(tls("stranger")), Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            assertEquals(2, assertInstanceOf(FredReply.Items.class, ask(reader, read)).items().size());
            assertEquals(new FredReply.Refused("user stranger cannot read from keygroup " + node.node().keygroup()), ask(stranger, read));
        }
    }

    @Test
    void a_full_disk_is_an_error_to_the_client_and_the_session_goes_on_when_there_is_room() throws Exception {
        var disk = new TestDisk();
        EdgeNode node = EdgeNode.start(settings("A", freePort(), List.of(), List.of()), new FixedEngine(8, 4_096), events::add, new SplittableRandom(), Optional.of(disk.open(folder)));
        nodes.add(node);
        eventually(() -> node.storeTrouble().isEmpty());
        Got first = answered(complete(node, 1, "", "One"));
        disk.full();
        for (int attempt = 1; attempt <= 2; attempt++) assertEquals("503 store_failed", complete(node, 2, first.hash(), "Two").code());
        assertEquals(1, node.session(SESSION).orElseThrow().log().size(), "what was acknowledged is there, what was not is not");
        disk.hasRoom();
        eventually(() -> node.storeTrouble().isEmpty());
        answered(complete(node, 2, first.hash(), "Two"));
        assertEquals(2, node.fredItems(SESSION).get(10, TimeUnit.SECONDS).items().size());
    }

    @Test
    void a_disk_that_was_full_at_the_start_leaves_nothing_half_made() throws Exception {
        var disk = new TestDisk();
        disk.full();
        try (EdgeNode node = EdgeNode.start(settings("A", freePort(), List.of(), List.of()), new FixedEngine(8, 4_096), events::add, new SplittableRandom(), Optional.of(disk.open(folder)))) {
            eventually(() -> events.stream().filter(FredEvent.Trouble.class::isInstance).count() > 0);
            assertEquals("503 store_failed", complete(node, 1, "", "One").code());
            disk.hasRoom();
            eventually(() -> node.storeTrouble().isEmpty());
            answered(complete(node, 1, "", "One"));
        }
        EdgeNode again = EdgeNode.start(settings("A", freePort(), List.of(), List.of()), new FixedEngine(8, 4_096), events::add, new SplittableRandom(), Optional.of(disk.open(folder)));
        nodes.add(again);
        eventually(() -> again.storeTrouble().isEmpty());
        assertEquals(1, again.session(SESSION).orElseThrow().log().size());
    }

    @Test
    void nodes_with_and_without_FReD_inside_do_not_mix() throws Exception {
        int port = freePort();
        EdgeNode inside = start("A", port, List.of(), List.of());
        nodes.add(EdgeNode.start(NodeSettings.inMemory("B", List.of("127.0.0.1:" + port)), new FixedEngine(8, 4_096), events::add, new SplittableRandom()));
        eventually(() -> events.stream().anyMatch(event -> event instanceof PeerEvent.Mismatch seen && seen.peer().equals("A") && seen.keygroup().equals(inside.node().keygroup() + "-fred")));

        Path log = folder.resolve("log");
        var plain = NodeSettings.inMemory("C", List.of());
        var kept = new NodeSettings(plain.id(), plain.httpHost(), 0, plain.replicaHost(), 0, List.of(), Optional.of(log), plain.mode(), plain.windowPolicy(), plain.limits());
        EdgeNode.start(kept, new FixedEngine(8, 4_096), events::add, new SplittableRandom()).close();
        var refused = assertThrows(IOException.class, () -> EdgeNode.start(kept.withFred(FredStoreSettings.embedded(List.of())), new FixedEngine(8, 4_096), events::add, new SplittableRandom()));
        assertTrue(refused.getMessage().contains("choose another data folder"), refused.getMessage());
    }

    @Test
    void it_ends_in_the_middle_of_its_work_and_leaves_no_thread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        EdgeNode node = start("ending", freePort(), List.of(), List.of());
        answered(complete(node, 1, "", "One"));
        CompletableFuture<SessionItems.Answer> look = node.fredItems(SESSION);
        node.close();
        assertTrue(look.get(10, TimeUnit.SECONDS).items().size() <= 1);
        assertTrue(node.fredItems(SESSION).get(10, TimeUnit.SECONDS).why().filter(why -> why.contains("stopping")).isPresent());
        eventually(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.isAlive() && !before.contains(thread) && (!thread.isDaemon() || thread.getName().contains("ending"))));
    }

    @Test
    void a_record_is_told_once_and_numbered_as_the_peers_acknowledge_it() throws Exception {
        cluster(List.of());
        Got first = answered(complete(nodes.getFirst(), 1, "", "One"));
        ReplicaEvent.Written written = events.stream().filter(event -> event instanceof ReplicaEvent.Written seen && seen.key().equals(key(1, first))).map(ReplicaEvent.Written.class::cast).findFirst().orElseThrow();
        eventually(() -> events.stream().anyMatch(event -> event instanceof ReplicaEvent.Acknowledged seen && seen.node().equals("A") && seen.epoch() == written.epoch() && seen.number() >= written.number()));
        eventually(() -> nodes.getFirst().node().peers().stream().allMatch(peer -> peer.behind() == 0));
        eventually(() -> events.stream().filter(event -> event instanceof ReplicaEvent.Arrived seen && seen.key().equals(key(1, first))).count() == 2);
        assertTrue(events.stream().allMatch(event -> !(event instanceof ReplicaEvent.Arrived seen) || seen.from().equals("A")), "it came from A");
        assertTrue(events.stream().noneMatch(event -> event instanceof ReplicaEvent.Written seen && seen.key().startsWith("fred/")), "not twice");
    }

    // ---- tools

    /** A, B and C, linked and ready. */
    private void cluster(List<String> users) throws IOException {
        List<Integer> ports = List.of(freePort(), freePort(), freePort());
        for (int i = 0; i < 3; i++) {
            int me = i;
            start("" + (char) ('A' + i), ports.get(i), ports.stream().filter(port -> !port.equals(ports.get(me))).map(port -> "127.0.0.1:" + port).toList(), users);
        }
        eventually(() -> nodes.stream().allMatch(node -> node.node().peers().stream().filter(peer -> peer.linked()).count() == 2));
    }

    private EdgeNode start(String id, int port, List<String> peers, List<String> users) throws IOException {
        EdgeNode node = EdgeNode.start(settings(id, port, peers, users), new FixedEngine(8, 4_096), events::add, new SplittableRandom());
        nodes.add(node);
        eventually(() -> node.storeTrouble().isEmpty());
        return node;
    }

    private static NodeSettings settings(String id, int port, List<String> peers, List<String> users) {
        var base = NodeSettings.inMemory(id, peers);
        return new NodeSettings(id, base.httpHost(), 0, base.replicaHost(), port, peers, Optional.empty(), base.mode(), base.windowPolicy(), base.limits())
                .withFred(FredStoreSettings.embedded(users));
    }

    private FredTls tls(String name) {
        return new FredTls(folder.resolve(name + ".crt"), folder.resolve(name + ".key"), folder.resolve("ca.crt"));
    }

    /** The session's items that are not deleted, but its first key. */
    private static List<FredReply.Item> items(FredClient client, String keygroup) {
        return ask(client, new FredCall.Scan(keygroup, FIRST, 100, false)) instanceof FredReply.Items(List<FredReply.Item> all)
                ? all.stream().filter(item -> item.id().startsWith(SESSION.value()) && !item.value().isEmpty() && !item.id().equals(FIRST)).toList() : List.of();
    }

    private static FredReply ask(FredClient client, FredCall call) {
        var reply = new CompletableFuture<FredReply>();
        client.call("", call, reply::complete);
        return reply.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static String key(int turn, Got got) {
        return new RecordKey.Turn(SESSION, turn, got.hash().substring(0, 8)).text();
    }

    private static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "never");
            LockSupport.parkNanos(10_000_000);
        }
    }

    private record Got(int status, JsonNode body) {
        String hash() {
            return body.path("hash").asText();
        }

        String code() {
            return status + " " + body.path("code").asText();
        }
    }

    private static Got answered(Got got) {
        assertEquals(200, got.status(), got.body().toString());
        return got;
    }

    private static Got complete(EdgeNode node, int turn, String after, String prompt) throws Exception {
        var body = JSON.createObjectNode().put("session_id", SESSION.value()).put("turn", turn).put("prompt", prompt).put("n_predict", 4).put("max_wait_ms", 10_000);
        if (!after.isEmpty()) body.put("after", after);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + "/completion")).POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Got(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
