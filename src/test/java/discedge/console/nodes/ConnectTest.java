package discedge.console.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.lab.link.Cut;
import discedge.lab.relay.RelayControl;
import discedge.lab.relay.RelayPlanReader;
import discedge.lab.relay.RelayStation;
import discedge.lab.remote.NodeAddress;
import discedge.timeline.world.NodeState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
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

    @Test
    void what_somebody_else_cut_at_a_relay_is_listed_as_broken_and_healed_by_its_button_and_by_shift_esc() throws Exception {
        var station = new RelayStation(RelayPlanReader.parse("""
                links:
                  - {from: A, to: B, listen: "%s", target: "%s"}
                """.formatted(nobody(), nobody()), "links.yaml"), 1, InstantSource.system());
        open.add(station);
        var control = new RelayControl(station, new InetSocketAddress("127.0.0.1", 0), InstantSource.system());
        open.add(control);
        cut(station);
        console = new NodesConsole(folder, List.of(node("A").address(), node("B").address()), List.of("127.0.0.1:" + control.port()));
        console.until("both are heard of", () -> heard().size() == 2);
        console.robot.type(KeyCode.F8);
        console.until("it is listed", () -> broken().equals(List.of("Cut A–B")));
        console.pictures("connect-broken-elsewhere");
        console.robot.clickOn("Heal");
        console.until("the relay has healed it", () -> !station.views().getFirst().changed());
        console.until("it is listed no more", () -> broken().isEmpty());
        cut(station);
        console.until("it is listed again", () -> broken().equals(List.of("Cut A–B")));
        console.robot.press(KeyCode.SHIFT, KeyCode.ESCAPE).release(KeyCode.ESCAPE, KeyCode.SHIFT);
        console.until("the relay has healed it", () -> !station.views().getFirst().changed());
        console.until("it is listed no more", () -> broken().isEmpty());
    }

    private static void cut(RelayStation station) {
        station.change("A", "B", new RelayStation.Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Cut.CLEAN), Duration.ZERO));
    }

    private List<String> broken() {
        return NodesConsole.onFx(() -> console.window.scene().getRoot().lookupAll(".fault-row").stream().map(row -> ((Labeled) ((Pane) row).getChildren().getFirst()).getText()).toList());
    }

    private List<String> heard() {
        return console.world().nodes().stream().map(NodeState::name).toList();
    }

    private double top(String node) {
        return NodesConsole.onFx(() -> {
            console.window.console().frames().showAll();
            return console.window.scene().lookup("#node-" + node).getBoundsInParent().getMinY();
        });
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
        assertTrue(top("A") < top("B") && top("B") < top("C"), "places, from above: " + top("A") + ", " + top("B") + ", " + top("C"));
        console.until("the client stands", () -> !clientAt().isEmpty());
        assertEquals("A", clientAt());
    }

    @Test
    void several_nodes_that_do_not_answer_are_said_in_one_notice_and_one_in_a_sentence() throws Exception {
        ScriptedNode a = node("A");
        // The same port at two addresses of this machine is two nodes.
        String elsewhere = "127.0.0.2:" + nobody().split(":")[1];
        String here = elsewhere.replace("127.0.0.2", "127.0.0.1");
        connect(a, here, elsewhere, nobody());
        console.until("all are asked", () -> console.live.watched().unanswered().size() == 3);
        console.until("it is said", () -> notice("unanswered").equals("3 nodes do not answer. They are asked again."));
        console.picture("connect-several-missing");
        console.live.watched().forget(NodeAddress.parse(here));
        console.live.watched().forget(NodeAddress.parse(elsewhere));
        console.until("one is left", () -> notice("unanswered").endsWith(" does not take connections: is the node running? It is asked again."));
        console.live.watched().forget(console.live.watched().unanswered().getFirst().address());
        console.until("nothing is left to say", () -> notice("unanswered").isEmpty());
    }

    private String notice(String name) {
        return NodesConsole.onFx(() -> {
            Node notice = console.window.scene().lookup("#notice-" + name);
            return notice instanceof Pane pane && pane.getChildren().getFirst() instanceof Labeled words ? words.getText() : "";
        });
    }

    @Test
    void while_no_node_has_answered_it_says_which_are_asked_and_nothing_can_be_sent() throws Exception {
        String address = nobody();
        connect(address);
        String asked = console.untilSays("#topology-empty-asked", text -> text.contains("next try in"));
        assertTrue(asked.contains(address + " does not take connections") && asked.contains("Asked for 00:"), asked);
        assertEquals("", console.says("#roamed"));
        assertTrue(NodesConsole.onFx(() -> console.window.scene().lookup("#send").isDisabled()));
        assertEquals("There is no node to ask yet.", NodesConsole.onFx(() -> ((Labeled) console.window.scene().lookup("#composer-off .t-table")).getText()));
        console.pictures("connect-nobody");
        open.add(new ScriptedNode("A", Integer.parseInt(address.split(":")[1])));
        console.robot.clickOn("#topology-empty-ask");
        console.until("its card is there", () -> console.card("A").contains("A"));
        console.until("it can be asked", () -> NodesConsole.onFx(() -> !console.window.scene().lookup("#send").isDisabled()));
        console.untilSays("#topology-empty-title", String::isEmpty);
    }

    @Test
    void a_node_of_another_version_is_said_once() throws Exception {
        ScriptedNode b = node("B");
        b.version = "9.9.9";
        connect(node("A"), b);
        console.until("it is said", () -> !said().isEmpty());
        assertEquals(1, said().size());
        assertTrue(said().getFirst().contains("B is DisCEdge 9.9.9, this console "), said().toString());
        console.picture("connect-other-version");
    }

    private List<String> said() {
        return console.world().captions().stream().map(caption -> caption.text()).toList();
    }

    @Test
    void a_fresh_chat_has_the_consistency_it_will_ask_for_and_no_cache_is_warm_or_cold() throws Exception {
        connect(node("A"), node("B"));
        console.until("both are heard of", () -> heard().size() == 2);
        console.robot.clickOn("#new-chat");
        console.untilSays("#following", text -> text.endsWith("next turn 1 · strong"));
        assertFalse(console.card("A").contains("cache"), console.card("A"));
        console.picture("connect-fresh");
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
