package discedge.console.shell;

import discedge.console.ConsoleContext;
import discedge.console.kit.FxThread;
import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.console.model.Frame;
import discedge.timeline.Timeline;
import discedge.timeline.world.NodeState;
import discedge.timeline.world.Watch;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;

/** How the console itself keeps up: nothing is dropped without a count. */
final class StatusBar {
    private static final PseudoClass TROUBLED = PseudoClass.getPseudoClass("troubled");

    private final ConsoleContext console;
    private final Label fps;
    private final Label queue;
    private final Label dropped;
    private final Label skew;
    private final Label seed;
    private final Label saving;
    /** The log of which it was said that an event could not be folded. */
    private Timeline saidOf;
    private Supplier<String> saved = () -> "";
    private BooleanSupplier troubled = () -> false;

    StatusBar(ConsoleContext console, Label fps, Label queue, Label dropped, Label skew, Label seed, Label saving) {
        this.console = console;
        this.fps = fps;
        this.queue = queue;
        this.dropped = dropped;
        this.skew = skew;
        this.seed = seed;
        this.saving = saving;
        saving.setId("saving");
        for (Label label : java.util.List.of(skew, seed, saving)) label.setManaged(false);
    }

    void show(Frame frame) {
        set(fps, Words.of("shell.fps", console.frames().stats().framesPerSecond()));
        var timeline = console.model().run().timeline();
        set(queue, Words.of("shell.queue", Units.count(Math.max(0, timeline.store().size() - timeline.newest().event()))));
        set(dropped, Words.of("shell.dropped", Units.count(console.frames().stats().late()), Units.count(FxThread.bridge().replaced())) + skipped(timeline));
        set(seed, console.model().run().controls().filter(controls -> !controls.engine().isEmpty()).map(controls -> Words.of("shell.seed", controls.seed())).orElse(""));
        set(skew, clock(frame));
        set(saving, saved.get());
        saving.pseudoClassStateChanged(TROUBLED, troubled.getAsBoolean());
    }

    /** Events that could not be folded: a notice for the first one of a log, a count from then on. */
    private String skipped(Timeline timeline) {
        Timeline.Skipped skipped = timeline.skipped().orElse(null);
        if (skipped == null) return "";
        if (saidOf != timeline) console.notices().show("skipped", Words.of("shell.skipped.notice", skipped.first().type(), skipped.first().event().node()));
        saidOf = timeline;
        return Words.of("shell.skipped", Units.count(skipped.count()));
    }

    /** The clock that is known least or is most off, of the nodes of other processes. */
    private static String clock(Frame frame) {
        NodeState worst = null;
        Watch.Clock most = null;
        for (NodeState node : frame.world().nodeStates().values()) {
            Watch.Clock its = node.watch().filter(Watch::answers).flatMap(Watch::clock).orElse(null);
            if (its == null || most != null && weight(its).compareTo(weight(most)) <= 0) continue;
            worst = node;
            most = its;
        }
        return worst == null ? "" : Words.of("nodes.status.clock", worst.name(), Units.offset(most.offset()), Units.time(most.uncertainty()));
    }

    private static Duration weight(Watch.Clock clock) {
        return clock.offset().abs().plus(clock.uncertainty());
    }

    /** @param words whether the run is written down @param trouble it is not */
    void saving(Supplier<String> words, BooleanSupplier trouble) {
        saved = words;
        troubled = trouble;
    }

    private static void set(Label label, String text) {
        if (label.getText().equals(text)) return;
        label.setText(text);
        // What there is nothing to say of has no place either.
        label.setManaged(!text.isEmpty());
    }
}
