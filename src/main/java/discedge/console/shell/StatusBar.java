package discedge.console.shell;

import discedge.console.ConsoleContext;
import discedge.console.kit.FxThread;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import javafx.scene.control.Label;

/** How the console itself keeps up: nothing is dropped without a count. */
final class StatusBar {
    private final ConsoleContext console;
    private final Label fps;
    private final Label queue;
    private final Label dropped;
    private final Label skew;
    private final Label seed;
    private final Label saving;

    StatusBar(ConsoleContext console, Label fps, Label queue, Label dropped, Label skew, Label seed, Label saving) {
        this.console = console;
        this.fps = fps;
        this.queue = queue;
        this.dropped = dropped;
        this.skew = skew;
        this.seed = seed;
        this.saving = saving;
        saving.setId("saving");
    }

    void show(Frame frame) {
        fps.setText(Words.of("shell.fps", console.frames().stats().framesPerSecond()));
        var timeline = console.model().run().timeline();
        queue.setText(Words.of("shell.queue", Units.count(Math.max(0, timeline.store().size() - timeline.newest().event()))));
        dropped.setText(Words.of("shell.dropped", Units.count(console.frames().stats().late()), Units.count(FxThread.bridge().replaced())));
        seed.setText(console.model().run().controls().map(controls -> Words.of("shell.seed", controls.seed())).orElse(""));
        skew.setText("");
        saving.setText("");
    }
}
