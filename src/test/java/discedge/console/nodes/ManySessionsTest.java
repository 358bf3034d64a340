package discedge.console.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.sessions.inspector.SeenIds;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node with 100,000 sessions, one of which has 100,000 ids; the session of the client here is counted, too. */
@Timeout(120)
class ManySessionsTest {
    @TempDir
    private Path folder;

    private static int limit(String request) {
        return Integer.parseInt(request.replaceFirst(".*limit=(\\d+).*", "$1"));
    }

    private static SeenIds ids(NodesConsole console) {
        return NodesConsole.onFx(() -> SeenIds.of(console.robot.lookup("#sessions-flow").query()));
    }

    @Test
    void what_is_looked_at_is_read_and_no_more() throws Exception {
        try (var node = new ScriptedNode("R"); var console = new NodesConsole(folder)) {
            node.sessions = 100_000;
            node.ids = 100_000;
            console.add(node.address(), "", "");
            console.robot.clickOn("#rail-sessions");
            console.untilSays("#sessions-count", text -> text.startsWith("201 of 201"));
            console.untilSays("#sessions-remote", text -> text.contains("200 of 100,000 at R"));
            console.pictures("sessions-remote");
            console.robot.clickOn("#sessions-load");
            console.untilSays("#sessions-count", text -> text.startsWith("701 of 701"));
            console.untilSays("#sessions-remote", text -> text.contains("700 of 100,000 at R"));

            console.robot.clickOn("#sessions-filter").write("user-77777");
            console.untilSays("#sessions-count", text -> text.startsWith("1 of "));
            console.robot.type(KeyCode.DOWN).clickOn("#sessions-tab-tokens");
            console.until("the session is looked at", () -> node.asked.stream().anyMatch(request -> request.contains("/sessions/" + ScriptedNode.session(77777) + "?")));
            long slowest = 0;
            for (int i = 0; i < 20; i++) {
                long begun = System.nanoTime();
                NodesConsole.onFx(() -> ((TableView<?>) console.robot.lookup("#sessions-table").query()).getItems().size());
                slowest = Math.max(slowest, System.nanoTime() - begun);
            }
            assertTrue(slowest < 4_000_000_000L, "nothing holds the window up: " + slowest / 1_000_000 + " ms");
            console.untilSays("#sessions-token", text -> text.startsWith("100,000 tokens"));
            console.until("the ids are shown", () -> ids(console).all() == 100_000);
            assertEquals("", console.says("#sessions-no-ids"));
            assertTrue(ids(console).first() == 0 && ids(console).count() > 100 && ids(console).count() < 5_000, "what is seen is laid out, and no more: " + ids(console));
            console.picture("sessions-remote-ids");
            console.robot.clickOn("#sessions-flow").press(KeyCode.CONTROL).type(KeyCode.END).release(KeyCode.CONTROL);
            console.untilSays("#sessions-token", text -> text.startsWith("#100000 "));
            assertTrue(ids(console).end() == 100_000 && ids(console).count() < 5_000, "the last ones are seen: " + ids(console));

            List<String> lists = lists(node);
            assertEquals(500, lists.stream().mapToInt(ManySessionsTest::limit).max().orElse(0));
            assertTrue(lists.stream().mapToInt(ManySessionsTest::limit).sum() <= 5_000, lists.toString());
        }
    }

    @Test
    void scrolling_to_the_end_reads_one_page_and_following_a_session_there_reads_none() throws Exception {
        try (var node = new ScriptedNode("R"); var console = new NodesConsole(folder)) {
            node.sessions = 5_000;
            console.add(node.address(), "", "");
            console.robot.clickOn("#rail-sessions");
            console.untilSays("#sessions-count", text -> text.startsWith("201 of 201"));
            TableView<?> table = console.robot.lookup("#sessions-table").query();
            NodesConsole.onFx(() -> {
                table.getSelectionModel().select(200);
                return null;
            });
            for (int i = 0; i < 3; i++) {
                console.size(1440, 700 + 50 * i);
                console.picture("sessions-remote-end");
            }
            console.untilSays("#sessions-count", text -> text.startsWith("201 of 201"));
            assertEquals(1, lists(node).size(), "nobody asked for more: " + lists(node));

            console.robot.clickOn("#sessions-table").type(KeyCode.END).moveTo("#sessions-filter");
            console.untilSays("#sessions-count", text -> text.startsWith("701 of 701"));
            console.picture("sessions-remote-end");
            assertEquals(2, lists(node).size(), "one page: " + lists(node));
        }
    }

    private static List<String> lists(ScriptedNode node) {
        return node.asked.stream().filter(request -> request.startsWith("GET /sessions?")).toList();
    }
}
