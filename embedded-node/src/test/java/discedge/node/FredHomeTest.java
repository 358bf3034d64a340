package discedge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.engine.simulated.FixedEngine;
import discedge.event.EventSink;
import discedge.runtime.certs.CertificateFolder;
import discedge.runtime.fred.FredTls;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose records are in a FReD that is not there, not its own, or not there any more. */
@Timeout(60)
class FredHomeTest {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    @Test
    void a_FReD_that_is_not_there_yet_is_said_and_used_as_soon_as_it_is() throws Exception {
        int port = freePort();
        try (EdgeNode node = edge("edge", store(port, Optional.empty(), List.of()))) {
            eventually(() -> node.storeTrouble().filter(why -> why.contains("cannot be reached")).isPresent());
            HttpResponse<String> refused = ask(node);
            assertEquals(503, refused.statusCode());
            assertTrue(refused.body().contains("store_failed") && refused.body().contains("FReD at 127.0.0.1:" + port), refused.body());
            assertEquals("fred", node.node().store().kind());
            try (EdgeNode fred = fred("nodeA", port, Optional.empty())) {
                eventually(() -> node.storeTrouble().isEmpty());
                assertEquals(200, ask(node).statusCode());
                assertEquals(1, node.fredItems(node.sessions().getFirst().session()).get(5, TimeUnit.SECONDS).items().size());
            }
        }
    }

    @Test
    void FReD_restarted_under_a_node_is_used_again() throws Exception {
        int port = freePort();
        try (EdgeNode node = edge("edge", store(port, Optional.empty(), List.of()))) {
            try (EdgeNode fred = fred("nodeA", port, Optional.empty())) {
                eventually(() -> node.storeTrouble().isEmpty());
                assertEquals(200, ask(node).statusCode());
            }
            eventually(() -> node.storeTrouble().isPresent() || ask(node).statusCode() == 503 && node.storeTrouble().isPresent());
            try (EdgeNode again = fred("nodeA", port, Optional.empty())) {
                eventually(() -> node.storeTrouble().isEmpty());
                assertEquals(200, ask(node).statusCode());
            }
        }
    }

    @Test
    void a_certificate_without_roles_is_told_whom_to_ask_and_one_that_was_named_is_let_in() throws Exception {
        CertificateFolder certificates = CertificateFolder.open(folder, Instant.now());
        for (String name : List.of("nodeA", "first", "second", "third")) certificates.issue(name, List.of());
        int port = freePort();
        try (EdgeNode fred = fred("nodeA", port, Optional.of(tls("nodeA"))); EdgeNode first = edge("first", store(port, Optional.of(tls("first")), List.of("second")))) {
            eventually(() -> first.storeTrouble().isEmpty());
            try (EdgeNode second = edge("second", store(port, Optional.of(tls("second")), List.of())); EdgeNode third = edge("third", store(port, Optional.of(tls("third")), List.of()))) {
                eventually(() -> second.storeTrouble().isEmpty());
                eventually(() -> third.storeTrouble().filter(why -> why.contains("'users'") && why.contains("user third cannot get replica")).isPresent());
            }
        }
    }

    @Test
    void certificates_that_are_missing_of_another_authority_or_out_of_date_are_said() throws Exception {
        var missing = assertThrows(IOException.class, () -> edge("edge", store(1, Optional.of(tls("nobody")), List.of())));
        assertTrue(missing.getMessage().contains("nobody.crt"), missing.getMessage());
        CertificateFolder certificates = CertificateFolder.open(folder, Instant.now());
        certificates.issue("nodeA", List.of());
        certificates.issue("old", List.of(), Duration.ofDays(-1));
        Path elsewhere = folder.resolve("elsewhere");
        CertificateFolder.open(elsewhere, Instant.now()).issue("stranger", List.of());
        int port = freePort();
        var stranger = new FredTls(elsewhere.resolve("stranger.crt"), elsewhere.resolve("stranger.key"), elsewhere.resolve("ca.crt"));
        try (EdgeNode fred = fred("nodeA", port, Optional.of(tls("nodeA")));
             EdgeNode outOfDate = edge("old", store(port, Optional.of(tls("old")), List.of())); EdgeNode unknown = edge("stranger", store(port, Optional.of(stranger), List.of()))) {
            for (EdgeNode node : List.of(outOfDate, unknown)) {
                eventually(() -> node.storeTrouble().filter(why -> !why.contains("being set up")).isPresent());
                assertEquals(503, ask(node).statusCode());
            }
        }
    }

    @Test
    void a_trigger_address_that_is_taken_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = new FredStoreSettings("127.0.0.1:1", Optional.empty(), "127.0.0.1:" + taken.getLocalPort(), Optional.empty(), Optional.empty(), List.of(), Map.of());
            var refused = assertThrows(IOException.class, () -> edge("edge", settings));
            assertTrue(refused.getMessage().contains("127.0.0.1:" + taken.getLocalPort()) && refused.getMessage().contains("trigger-listen"), refused.getMessage());
        }
    }

    // ---- tools

    private FredTls tls(String name) {
        return new FredTls(folder.resolve(name + ".crt"), folder.resolve(name + ".key"), folder.resolve("ca.crt"));
    }

    private static FredStoreSettings store(int port, Optional<FredTls> tls, List<String> users) {
        return new FredStoreSettings("127.0.0.1:" + port, tls, "127.0.0.1:0", Optional.empty(), Optional.empty(), users, Map.of());
    }

    private static EdgeNode edge(String id, FredStoreSettings store) throws IOException {
        return EdgeNode.start(NodeSettings.inMemory(id, List.of()).withFred(store), new FixedEngine(8, 4_096), EventSink.NONE, new SplittableRandom());
    }

    /** One that keeps its items nowhere: after a restart it has forgotten all. */
    private static EdgeNode fred(String id, int port, Optional<FredTls> tls) throws IOException {
        EdgeNode node = EdgeNode.start(NodeSettings.inMemory(id, List.of()), new FixedEngine(8, 4_096), EventSink.NONE, new SplittableRandom());
        node.serveFred(new FredSettings(port, Optional.empty(), tls));
        return node;
    }

    private static HttpResponse<String> ask(EdgeNode node) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + "/completion"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"turn\":1,\"prompt\":\"Hello\",\"n_predict\":4}")).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "never");
            LockSupport.parkNanos(10_000_000);
        }
    }
}
