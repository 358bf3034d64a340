package discedge.console.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.FakeControls;
import discedge.console.model.Preferences;
import discedge.console.model.Settings;
import discedge.experiment.live.WatchedNodes;
import discedge.lab.remote.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** What a start watches, and what it leaves for the next one. Nobody listens at the addresses. */
class RememberedNodesTest {
    private final Preferences preferences = new Preferences(Settings.DEFAULT);
    private FakeControls controls = new FakeControls();

    @BeforeEach
    void toolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() {
        controls.watched().close();
    }

    private static NodeAddress nobody() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return NodeAddress.parse("127.0.0.1:" + socket.getLocalPort());
        }
    }

    private void start(NodeAddress... connect) {
        WaitForAsyncUtils.waitForFxEvents();
        controls.watched().close();
        controls = new FakeControls();
        new RememberedNodes(preferences, java.util.Arrays.stream(connect).map(NodeAddress::toString).toList(), List.of()).watch(controls);
    }

    private List<String> watched() {
        WaitForAsyncUtils.waitForFxEvents();
        return controls.watched().list().stream().map(node -> node.node() + " " + node.label() + " " + node.site()).toList();
    }

    @Test
    void what_was_added_is_there_again_with_its_name_and_site_though_it_does_not_answer() throws Exception {
        start();
        controls.watched().watch("A", nobody(), "Berlin", "north");
        controls.watched().watch("B", nobody(), "", "");
        controls.watched().rename("B", "Potsdam", "south");
        controls.watchedLinks().add("127.0.0.1:1");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> preferences.kept("nodes.links").filter(text -> text.contains("127.0.0.1:1")).isPresent());
        start();
        assertEquals(List.of("A Berlin north", "B Potsdam south"), watched());
        assertEquals(1, controls.watchedLinks().list().size());
        controls.watched().remove("A");
        start();
        assertEquals(List.of("B Potsdam south"), watched());
    }

    @Test
    void where_the_start_names_nodes_it_is_these_and_the_others_are_there_again_at_the_next_start_that_names_none() throws Exception {
        NodeAddress a = nobody();
        NodeAddress b = nobody();
        start();
        controls.watched().watch("A", a, "Berlin", "north");
        start(a, b);
        assertEquals(List.of("A Berlin north"), watched(), "what it was called is remembered");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !controls.watched().unanswered().isEmpty());
        assertEquals(b, controls.watched().unanswered().getFirst().address());
        start(b);
        assertEquals(List.of(), watched());
        start();
        assertEquals(List.of("A Berlin north"), watched(), "and not what was only named at a start");
    }

    @Test
    void an_address_at_which_nobody_answers_says_why_and_when_it_is_asked_again() throws Exception {
        NodeAddress b = nobody();
        start(b);
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !controls.watched().unanswered().isEmpty());
        WatchedNodes.Unanswered waiting = controls.watched().unanswered().getFirst();
        assertTrue(waiting.why().contains("does not take connections"), waiting.why());
        assertTrue(waiting.retryAt().isAfter(waiting.since()));
        controls.watched().forget(b);
        assertEquals(List.of(), controls.watched().unanswered());
    }

    @Test
    void settings_that_say_nonsense_of_nodes_are_no_nodes() {
        preferences.keep("nodes.watched", "{oops");
        preferences.keep("nodes.links", "[\"a b\", 7]");
        start();
        assertEquals(List.of(), watched());
    }
}
