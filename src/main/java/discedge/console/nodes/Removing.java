package discedge.console.nodes;

import discedge.console.ConsoleContext;
import discedge.console.kit.Notices;
import discedge.console.kit.Words;
import discedge.experiment.live.Controls;
import discedge.experiment.live.WatchedNodes;
import java.util.Optional;

/** A person wants to watch a node no more: done at once, and offered to be undone. The node knows nothing of it. */
public final class Removing {
    private Removing() {}

    /** On the FX thread. Does nothing where nothing can be acted on. */
    public static void remove(ConsoleContext console, String node) {
        console.model().acting().ifPresent(controls -> controls.watched().list().stream().filter(known -> known.node().equals(node)).findFirst().ifPresent(known -> {
            controls.watched().remove(node);
            console.notices().show("removed", Words.of("nodes.removed", node), Optional.of(new Notices.Action(Words.of("nodes.removed.undo", node), () -> again(console, controls, known))));
            console.frames().wake();
        }));
    }

    private static void again(ConsoleContext console, Controls controls, WatchedNodes.Watched known) {
        try {
            controls.watched().watch(known.node(), known.address(), known.label().equals(known.node()) ? "" : known.label(), known.site());
        } catch (Controls.Refused e) {
            console.notices().show("removed", e.getMessage());
        }
    }
}
