package discedge.console.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import discedge.timeline.world.NodeState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A window that {@code console --connect} opens. */
@Timeout(120)
class ConnectTest {
    @TempDir
    private Path folder;
    private NodesConsole console;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        if (console != null) console.close();
        for (AutoCloseable one : open.reversed()) one.close();
    }

    private ScriptedNode node(String name) throws IOException {
        var node = new ScriptedNode(name);
        open.add(node);
        return node;
    }

    private static String nobody() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private void connect(Object... addresses) throws Exception {
        console = new NodesConsole(folder, Stream.of(addresses).map(one -> one instanceof ScriptedNode node ? node.address() : (String) one).toList(), List.of());
    }

    private List<String> heard() {
        return console.world().nodes().stream().map(NodeState::name).toList();
    }

    private String clientAt() {
        return console.world().client("u1").map(client -> client.node()).orElse("");
    }

    @Test
    void the_client_stands_at_the_node_named_first_and_colours_digits_and_places_follow_the_order_though_it_answers_last() throws Exception {
        ScriptedNode a = node("A");
        ScriptedNode b = node("B");
        ScriptedNode c = node("C");
        a.from = new CountDownLatch(2);
        for (ScriptedNode other : List.of(b, c)) other.answered = a.from::countDown;
        connect(a, b, c);
        console.until("all are heard of", () -> heard().size() == 3);
        assertEquals(List.of("A", "B", "C"), heard(), "colours");
        assertEquals(List.of("A", "B", "C"), console.live.sites().stream().map(site -> site.name()).toList(), "digits");
        console.until("the client stands", () -> !clientAt().isEmpty());
        assertEquals("A", clientAt());
    }

    @Test
    void a_node_named_first_that_does_not_answer_holds_nobody_up() throws Exception {
        ScriptedNode silent = node("A");
        silent.hangs = true;
        connect(silent, node("B"), nobody(), node("C"));
        console.until("those that answer are heard of", () -> heard().size() == 2);
        assertEquals(List.of("B", "C"), heard());
        console.until("the client stands", () -> !clientAt().isEmpty());
        assertEquals("B", clientAt());
    }
}
