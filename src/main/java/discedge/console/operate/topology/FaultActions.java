package discedge.console.operate.topology;

import discedge.console.ConsoleContext;
import discedge.experiment.live.Controls;
import discedge.experiment.scenario.Fault;
import discedge.timeline.world.FaultState;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A person breaks something, or heals it. What happens comes back as events. */
final class FaultActions {
    private final ConsoleContext console;

    FaultActions(ConsoleContext console) {
        this.console = console;
    }

    boolean acts() {
        return console.model().acting().isPresent();
    }

    /** A fault can be put on the link between these two. */
    boolean canBreak(String one, String other) {
        return console.model().acting().filter(controls -> controls.canBreak(one, other)).isPresent();
    }

    /** @param lasts zero = until healed */
    void begin(Fault.Kind kind, Fault.Target target, Duration lasts) {
        act(controls -> controls.begin(kind, target, lasts));
    }

    void restart(String node) {
        act(controls -> controls.restart(node));
    }

    void heal(FaultState fault) {
        act(controls -> controls.heal(fault.number()));
    }

    /** The newest one, before its time. */
    void healLast() {
        List<FaultState> active = active();
        if (!active.isEmpty()) heal(active.getLast());
    }

    List<FaultState> active() {
        return console.model().run().timeline().newest().activeFaults();
    }

    private void act(Consumer<Controls> action) {
        console.model().acting().ifPresent(controls -> {
            try {
                action.accept(controls);
            } catch (Controls.Refused e) {
                console.notices().show("fault", e.getMessage());
            }
            console.frames().wake();
        });
    }
}
