package discedge.console.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Adding, naming, losing and removing nodes of other processes in a window. */
@Timeout(120)
class NodesTest {
    @TempDir
    private Path folder;
    private NodesConsole console;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        console = new NodesConsole(folder);
    }

    @AfterEach
    void close() throws Exception {
        console.close();
        for (AutoCloseable one : open.reversed()) one.close();
    }

    private ScriptedNode node(String name) throws IOException {
        var node = new ScriptedNode(name);
        open.add(node);
        return node;
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void ask(String address) {
        console.robot.clickOn("#topology-add-node").clickOn("#add-node-address").write(address).type(KeyCode.ENTER);
    }

    @Test
    void a_node_is_shown_as_it_answers_before_it_is_added_with_a_name_and_a_site() throws Exception {
        ScriptedNode a = node("A");
        a.sessions = 7;
        ask(a.address());
        console.untilSays("#add-node-node", "A"::equals);
        assertTrue(console.says("#add-node-model").startsWith("smollm2"));
        assertEquals("7", console.says("#add-node-sessions"));
        assertEquals("", console.says("#add-node-warning"));
        console.pictures("add-node");
        console.robot.clickOn("#add-node-label").write("Berlin").clickOn("#add-node-site").write("north").clickOn("#add-node-add");
        console.until("its card is there", () -> console.card("A").contains("A Berlin"));
        console.until("it has been heard of", () -> console.card("A").contains("in another process"));
        console.until("its clock is measured", () -> console.card("A").contains("clock"));
        console.untilSays("#skew", text -> text.startsWith("clock A"));
        console.until("it is remembered", () -> console.preferences.kept("nodes.watched").orElse("").contains("\"label\":\"Berlin\",\"site\":\"north\""));
    }

    @Test
    void what_cannot_be_added_says_why_and_another_address_can_be_tried() throws Exception {
        ask("127.0.0.1:" + free());
        console.untilSays("#add-node-refused", text -> text.contains("does not take connections"));
        console.robot.clickOn("#add-node-address").eraseText(30).write("https://edge").type(KeyCode.ENTER);
        console.untilSays("#add-node-refused", text -> text.contains("plain HTTP"));
        console.picture("add-node-refused");
        console.robot.type(KeyCode.ESCAPE);
        assertTrue(console.robot.lookup("#add-node").tryQuery().isEmpty());
        assertEquals(List.of(), console.live.watched().list());
    }

    @Test
    void asking_one_that_says_nothing_can_be_stopped() throws Exception {
        ScriptedNode silent = node("A");
        silent.hangs = true;
        ask(silent.address());
        console.untilSays("#add-node-asking", text -> text.contains(silent.address()));
        console.robot.clickOn("#add-node-stop");
        assertEquals("", console.says("#add-node-asking"));
        assertEquals("", console.says("#add-node-refused"));
    }

    @Test
    void another_version_another_model_and_a_name_that_is_there_already_are_said() throws Exception {
        console.add(node("A").address(), "", "");
        console.until("A is heard of", () -> console.world().node("A").isPresent());
        ScriptedNode other = node("B");
        other.version = "9.9.9";
        other.model = "gemma";
        other.fingerprint = "g";
        ask(other.address());
        String warning = console.untilSays("#add-node-warning", text -> text.contains("9.9.9"));
        assertTrue(warning.contains("B serves gemma, not the model of A (smollm2)"), warning);
        console.robot.clickOn("#add-node-add");
        console.until("it is marked", () -> console.card("B").contains("another model (gemma)"));
        ask(node("A").address());
        console.untilSays("#add-node-add", text -> text.equals("Add A"));
        console.robot.clickOn("#add-node-add");
        console.untilSays("#add-node-refused", text -> text.contains("A node called A is watched already"));
    }

    @Test
    void a_node_is_renamed_grouped_and_removed_and_that_can_be_undone() throws Exception {
        console.add(node("A").address(), "", "");
        console.add(node("B").address(), "", "");
        console.robot.clickOn("#rail-nodes");
        console.untilSays("#node-state-A", "ANSWERS"::equals);
        console.robot.clickOn("#node-label-A").write("Berlin").clickOn("#node-site-A").write("north").type(KeyCode.ENTER);
        console.until("the card has the name", () -> console.card("A").contains("A Berlin"));
        console.until("the site is drawn", () -> console.robot.lookup("#site-name-north").tryQuery().isPresent());
        console.pictures("nodes");
        console.robot.clickOn("#node-remove-B");
        console.until("its card is gone", () -> console.card("B").isEmpty());
        assertFalse(console.preferences.kept("nodes.watched").orElse("").contains("\"B\""));
        console.robot.clickOn("Watch B again");
        console.until("it is back", () -> console.card("B").contains("B"));
    }

    @Test
    void a_node_that_goes_away_says_since_when_and_when_it_is_asked_again_and_can_be_asked_at_once() throws Exception {
        ScriptedNode a = node("A");
        a.sessions = 7;
        console.add(a.address(), "", "");
        console.until("it is heard of", () -> console.card("A").contains("7 sessions"));
        int port = a.port();
        a.close();
        console.until("it is gone", () -> console.card("A").contains("Gone 00:"));
        console.until("it says when it is asked again", () -> console.card("A").contains("next try in"));
        assertTrue(console.card("A").contains("7 sessions"), "its last figures stay: " + console.card("A"));
        console.robot.clickOn("#rail-nodes");
        console.untilSays("#node-trouble-A", text -> text.contains("does not take connections"));
        console.pictures("node-gone");
        open.add(new ScriptedNode("A", port));
        console.robot.clickOn("#node-retry-A");
        console.untilSays("#node-state-A", "ANSWERS"::equals);
        console.untilSays("#node-trouble-A", String::isEmpty);
    }

    @Test
    void a_clock_that_is_an_hour_off_is_said_with_how_well_it_is_known() throws Exception {
        ScriptedNode a = node("A");
        a.ahead = Duration.ofHours(1);
        console.add(a.address(), "", "");
        String clock = console.untilSays("#skew", text -> text.startsWith("clock A"));
        assertTrue(clock.matches("clock A \\+(60:00|59:59)\u00a0min ±.*ms"), clock);
    }

    @Test
    void relays_are_added_by_their_address_and_one_that_is_none_says_so() throws Exception {
        console.robot.clickOn("#rail-nodes").clickOn("#nodes-links").write("https://x").type(KeyCode.ENTER);
        console.untilSays("#nodes-links-wrong", text -> text.contains("plain HTTP"));
        console.robot.clickOn("#nodes-links").eraseText(20).write(node("A").address()).type(KeyCode.ENTER);
        console.until("it is tried", () -> !console.live.watchedLinks().list().isEmpty() && !console.live.watchedLinks().list().getFirst().why().isEmpty());
        assertTrue(console.live.watchedLinks().list().getFirst().why().contains("no discedge links"), console.live.watchedLinks().list().toString());
        assertEquals("", NodesConsole.onFx(() -> ((TextField) console.window.scene().lookup("#nodes-links")).getText()));
    }
}
