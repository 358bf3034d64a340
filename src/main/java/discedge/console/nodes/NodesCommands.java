package discedge.console.nodes;

import discedge.console.ConsoleContext;
import discedge.console.kit.Command;
import discedge.console.kit.FxThread;
import discedge.console.kit.Notices;
import discedge.console.kit.Words;
import discedge.experiment.live.WatchedNodes;
import discedge.lab.remote.NodeAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javafx.scene.layout.Pane;

/** Commands about nodes of other processes, and a word where one does not answer at the start. */
public final class NodesCommands {
    private NodesCommands() {}

    /** @param over the window's root @param toggle opens or closes the drawer */
    public static void add(ConsoleContext console, Pane over, Runnable toggle) {
        console.commands().add(Command.of("nodes", "F9", toggle));
        console.commands().add(Command.of("add-node", "Shortcut+Shift+N", () -> console.model().acting().isPresent(),
                () -> console.model().acting().ifPresent(controls -> AddNode.open(console, controls, over))));
    }

    /** Says of each address once that nobody answers there, and leads to where that is looked after. */
    public static void sayWhoIsMissing(ConsoleContext console) {
        Set<NodeAddress> said = new HashSet<>();
        console.model().run().controls().ifPresent(controls -> {
            Runnable look = () -> FxThread.bridge().post(said, () -> controls.watched().unanswered().forEach(node -> {
                if (said.add(node.address())) say(console, node);
            }));
            controls.watched().onChange(look);
            look.run();
        });
    }

    private static void say(ConsoleContext console, WatchedNodes.Unanswered node) {
        console.notices().show("unanswered-" + node.address().port(), Words.of("nodes.unanswered", node.why()),
                Optional.of(new Notices.Action(Words.of("nodes.unanswered.open"), () -> console.commands().run("nodes"))));
    }
}
