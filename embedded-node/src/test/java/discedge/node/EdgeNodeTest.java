package discedge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.engine.simulated.FixedEngine;
import discedge.event.EventSink;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.runtime.FolderInUseException;
import discedge.runtime.TestDisk;
import discedge.session.SessionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node's ports, folder and disk: what it needs of its machine, and what it does when it cannot have it. */
@Timeout(60)
class EdgeNodeTest {
    private static final String S = "abcdefghijklmnopqrstuvwxyz";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    private final BlockingQueue<NodeEvent> events = new LinkedBlockingQueue<>();

    // ---- ports

    @Test
    void aTakenHttpPortIsNamedAndNothingIsLeftRunning() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int replica = freePort();
            var refused = assertThrows(IOException.class, () -> start(settings("taken-http", taken.getLocalPort(), replica, List.of())));
            assertTrue(refused.getMessage().contains(Integer.toString(taken.getLocalPort())) && refused.getMessage().contains("taken"), refused.getMessage());
            nothingIsLeft("taken-http", replica);
        }
    }

    @Test
    void aTakenReplicaPortIsNamedAndNothingIsLeftRunning() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int http = freePort();
            var refused = assertThrows(IOException.class, () -> start(settings("taken-replica", http, taken.getLocalPort(), List.of())));
            assertTrue(refused.getMessage().contains(Integer.toString(taken.getLocalPort())) && refused.getMessage().contains("taken"), refused.getMessage());
            nothingIsLeft("taken-replica", http);
        }
    }

    private void nothingIsLeft(String id, int port) throws IOException {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertTrue(socket.isBound());
        }
        List<String> threads = Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).map(Thread::getName).filter(name -> name.contains(id)).toList();
        assertEquals(List.of(), threads, "threads of the node that did not start");
        try (EdgeNode node = start(settings(id, 0, 0, List.of()))) {
            assertEquals("durable", node.node().store().kind(), "the folder is free");
        }
    }

    // ---- the folder

    @Test
    void aFolderInUseIsRefusedAndItsNodeGoesOn() throws Exception {
        try (EdgeNode first = start(settings("A", 0, 0, List.of()))) {
            var refused = assertThrows(FolderInUseException.class, () -> start(settings("A", 0, 0, List.of())));
            assertTrue(refused.getMessage().contains("in use") && refused.getMessage().contains(folder.toString()), refused.getMessage());
            assertEquals(200, complete(first, 1, "", "Hello").status());
        }
        start(settings("A", 0, 0, List.of())).close();
    }

    @Test
    void aFolderOfAnotherNodeIsRefusedAndLeftAsItIs() throws Exception {
        start(settings("A", 0, 0, List.of())).close();
        byte[] before = Files.readAllBytes(folder.resolve("replica.log"));
        var refused = assertThrows(IOException.class, () -> start(settings("B", 0, 0, List.of())));
        assertTrue(refused.getMessage().contains("belongs to node A"), refused.getMessage());
        assertEquals(new String(before, java.nio.charset.StandardCharsets.ISO_8859_1), Files.readString(folder.resolve("replica.log"), java.nio.charset.StandardCharsets.ISO_8859_1));
        start(settings("A", 0, 0, List.of())).close();
    }

    // ---- starting

    @Test
    void aRequestThatComesWhileTheNodeStartsIsAnsweredFromWhatTheLogHolds() throws Exception {
        Got first;
        try (EdgeNode node = start(settings("A", 0, 0, List.of()))) {
            first = complete(node, 1, "", "Hello");
        }
        var early = new CompletableFuture<CompletableFuture<Got>>();
        EventSink atTheDoor = event -> {
            // The port is open, what was stored is not taken in yet.
            if (event instanceof LifeEvent.Started started) early.complete(letIn(completeLater(started.http(), 2, first.hash(), "Go on")));
        };
        try (EdgeNode node = EdgeNode.start(settings("A", 0, 0, List.of()), new FixedEngine(8, 4_096), atTheDoor, new SecureRandom())) {
            Got second = early.get(20, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS);
            assertEquals(200, second.status(), second.body().toString());
            assertEquals(2, second.body().path("turn").asInt());
            assertEquals(1, node.sessions().size());
        }
    }

    /** Gives the request time to be answered too early. */
    private static CompletableFuture<Got> letIn(CompletableFuture<Got> request) {
        try {
            request.get(300, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It waits, as it should.
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
        return request;
    }

    // ---- the disk

    @Test
    void aFullDiskIsAnErrorToTheClientAndTheSessionGoesOnWhenThereIsRoom() throws Exception {
        var disk = new TestDisk();
        Got second;
        try (EdgeNode node = EdgeNode.start(settings("A", 0, 0, List.of()), new FixedEngine(8, 4_096), events::add, new SecureRandom(), Optional.of(disk.open(folder)))) {
            Got first = complete(node, 1, "", "Hello");
            assertEquals(200, first.status());
            disk.full();
            for (int attempt = 1; attempt <= 3; attempt++) {
                Got refused = complete(node, 2, first.hash(), "Go on");
                assertEquals("503 store_failed", refused.status() + " " + refused.body().path("code").asText(), refused.body().toString());
                assertTrue(refused.body().path("message").asText().length() > 20, refused.body().toString());
            }
            await(ReplicaEvent.WriteFailed.class, e -> true);
            assertEquals(1, node.sessions().getFirst().have(), "what was acknowledged is there, what was not is not");
            disk.hasRoom();
            second = complete(node, 2, first.hash(), "Go on");
            assertEquals(200, second.status(), second.body().toString());
        }
        try (EdgeNode node = start(settings("A", 0, 0, List.of()))) {
            assertEquals(second.hash(), node.sessions().getFirst().head().orElseThrow().toString(), "and it was on the disk");
        }
    }

    @Test
    void aFlippedBitIsRefusedAtTheRestartAndHealedFromAPeer() throws Exception {
        int portA = freePort();
        int portB = freePort();
        Path folderB = folder.resolveSibling(folder.getFileName() + "-b");
        NodeSettings a = settings("A", 0, portA, List.of("127.0.0.1:" + portB));
        NodeSettings b = new NodeSettings("B", a.httpHost(), 0, a.replicaHost(), portB, List.of("127.0.0.1:" + portA), Optional.of(folderB), a.mode(), a.windowPolicy(), a.limits());
        try (EdgeNode peer = start(b)) {
            long begin;
            long end;
            Got third;
            try (EdgeNode node = start(a)) {
                Got first = complete(node, 1, "", "One");
                begin = Files.size(folder.resolve("replica.log"));
                Got second = complete(node, 2, first.hash(), "Two");
                end = Files.size(folder.resolve("replica.log"));
                third = complete(node, 3, second.hash(), "Three");
                await(ReplicaEvent.HeadMoved.class, e -> e.node().equals("B") && e.have() == 3);
            }
            flipABit(folder.resolve("replica.log"), (begin + end) / 2);
            events.clear();
            try (EdgeNode node = start(a)) {
                assertEquals(1, await(ReplicaEvent.Recovered.class, e -> e.node().equals("A")).damaged());
                await(ReplicaEvent.HeadMoved.class, e -> e.node().equals("A") && e.have() == 3);
                Got fourth = complete(node, 4, third.hash(), "Four");
                assertEquals(200, fourth.status(), fourth.body().toString());
                assertEquals(third.body().path("context_tokens").asInt() + third.body().path("new_tokens").asInt(), fourth.body().path("context_tokens").asInt());
                await(ReplicaEvent.HeadMoved.class, e -> e.node().equals("B") && e.have() == 4);
                assertEquals(peer.session(new SessionId(S)).orElseThrow().log(), node.session(new SessionId(S)).orElseThrow().log());
            }
        } finally {
            for (String name : List.of("replica.log", "LOCK")) Files.deleteIfExists(folderB.resolve(name));
            Files.deleteIfExists(folderB);
        }
    }

    private static void flipABit(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 16;
        Files.write(file, bytes);
    }

    // ---- tools

    private EdgeNode start(NodeSettings settings) throws IOException {
        return EdgeNode.start(settings, new FixedEngine(8, 4_096), events::add, new SecureRandom());
    }

    private NodeSettings settings(String id, int http, int replica, List<String> peers) {
        var base = NodeSettings.inMemory(id, peers);
        return new NodeSettings(id, base.httpHost(), http, base.replicaHost(), replica, peers, Optional.of(folder), base.mode(), base.windowPolicy(), base.limits());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private <E extends NodeEvent> E await(Class<E> kind, Predicate<E> as) throws InterruptedException {
        while (true) {
            NodeEvent event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) throw new AssertionError("nothing more happened, and no such " + kind.getSimpleName());
            if (kind.isInstance(event) && as.test(kind.cast(event))) return kind.cast(event);
        }
    }

    private record Got(int status, JsonNode body) {
        String hash() {
            return body.path("hash").asText();
        }
    }

    private static Got complete(EdgeNode node, int turn, String after, String prompt) throws Exception {
        return completeLater(node.httpPort(), turn, after, prompt).get(20, TimeUnit.SECONDS);
    }

    private static CompletableFuture<Got> completeLater(int port, int turn, String after, String prompt) {
        var body = JSON.createObjectNode().put("session_id", S).put("turn", turn).put("prompt", prompt);
        if (!after.isEmpty()) body.put("after", after);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/completion")).POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(r -> {
            try {
                return new Got(r.statusCode(), JSON.readTree(r.body()));
            } catch (IOException e) {
                throw new AssertionError(r.body(), e);
            }
        });
    }
}
