package discedge.console.shell;

import discedge.console.ConsoleContext;
import discedge.console.kit.Notices;
import discedge.console.kit.Words;
import discedge.experiment.live.Controls;
import discedge.experiment.live.Controls.Demonstration;
import java.util.Optional;

/** Says that the demonstration has stepped back, once it has, and offers to go on with it. */
final class DemonstrationNotice {
    private static final String NAME = "demonstration";

    private final ConsoleContext console;
    private Demonstration before = Demonstration.NONE;

    DemonstrationNotice(ConsoleContext console) {
        this.console = console;
    }

    /** Of the lab, also while the cursor is held elsewhere. */
    void show() {
        Demonstration now = console.model().run().controls().map(Controls::demonstration).orElse(Demonstration.NONE);
        if (now == before) return;
        if (now == Demonstration.PAUSED && before == Demonstration.PLAYING)
            console.notices().show(NAME, Words.of("shell.demonstration.paused"), Optional.of(new Notices.Action(Words.of("shell.demonstration.go-on"), this::resume)));
        else console.notices().close(NAME);
        before = now;
    }

    private void resume() {
        console.model().run().controls().ifPresent(Controls::resumeDemonstration);
        console.frames().wake();
    }
}
