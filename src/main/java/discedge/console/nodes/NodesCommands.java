package discedge.console.nodes;

import discedge.console.ConsoleContext;
import discedge.console.kit.Command;
import discedge.console.kit.FxThread;
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

    /** Says which addresses nobody answers at, and leads to where that is looked after. */
    public static void sayWhoIsMissing(ConsoleContext console) {
        var notice = new MissingNotice(console);
        console.model().run().controls().ifPresent(controls -> {
            Runnable look = () -> FxThread.bridge().post(notice, () -> notice.look(controls.watched()));
            controls.watched().onChange(look);
            look.run();
        });
    }
}
