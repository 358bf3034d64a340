package discedge.console.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Twenty nodes, five of which take connections and say nothing any more. */
@Timeout(120)
class TwentyNodesTest {
    @TempDir
    private Path folder;

    @Test
    void five_that_hang_do_not_hold_the_window_up_and_are_gone_while_the_others_are_there() throws Exception {
        var nodes = new ArrayList<ScriptedNode>();
        try (var console = new NodesConsole(folder)) {
            for (int i = 0; i < 20; i++) nodes.add(new ScriptedNode("N" + i));
            List<ScriptedNode> hanging = nodes.subList(15, 20);
            hanging.forEach(node -> node.hangs = true);
            for (int i = 0; i < 20; i++) console.live.watched().watch("N" + i, discedge.lab.remote.NodeAddress.parse(nodes.get(i).address()), "", i < 10 ? "north" : "south");
            console.robot.clickOn("#rail-nodes");
            long slowest = 0;
            int looks = 0;
            while (console.world().nodes().stream().filter(node -> node.isGone()).count() < 5) {
                long begun = System.nanoTime();
                NodesConsole.onFx(() -> console.window.console().frames().stats().late());
                slowest = Math.max(slowest, System.nanoTime() - begun);
                looks++;
                if (looks > 100_000) throw new AssertionError("those that hang were never found out");
            }
            assertEquals(15, console.world().nodes().stream().filter(node -> node.answers()).count());
            assertTrue(slowest < 4_000_000_000L, "no call of the window waits for a node (5 s): the slowest took " + slowest / 1_000_000 + " ms");
            console.untilSays("#node-trouble-N15", text -> text.contains("says nothing") || text.contains("did not answer"));
            console.pictures("twenty-nodes");
            long begun = System.nanoTime();
            console.robot.clickOn("#node-remove-N0");
            console.until("it is removed at once", () -> console.live.watched().list().size() == 19);
            assertTrue(System.nanoTime() - begun < 4_000_000_000L, "within less than a node may take to answer");
        } finally {
            nodes.forEach(ScriptedNode::close);
        }
    }
}
