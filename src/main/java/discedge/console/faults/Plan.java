package discedge.console.faults;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.experiment.live.Controls;
import discedge.experiment.scenario.Fault;
import discedge.experiment.scenario.Fault.Kind;
import java.time.Duration;

/**
 * A fault that a person is about to begin.
 *
 * @param lasts zero = until healed
 * @param up the node that is hit runs; a node that is down is started rather than restarted
 */
record Plan(Kind kind, Fault.Target target, Duration lasts, boolean up) {
    void begin(Controls controls) {
        if (kind instanceof Kind.Restart && !up) controls.restart(((Fault.Target.Node) target).name());
        else controls.begin(kind, target, lasts);
    }

    /** {@code Cut A–C for 30 s}: verb and thing, as a button has them. */
    String words(String where) {
        String what = switch (kind) {
            case Kind.Cut(boolean silent) -> Words.of(silent ? "faults.begin.silent-cut" : "faults.begin.cut", where);
            case Kind.Delay(Duration to) -> Words.of("faults.begin.delay", where, Units.time(to));
            case Kind.Jitter(Duration to) -> Words.of("faults.begin.jitter", where, Units.time(to));
            case Kind.Bandwidth(long bytes) -> bytes == 0 ? Words.of("faults.begin.unlimited", where) : Words.of("faults.begin.bandwidth", where, Units.bytes(bytes));
            case Kind.Kill _ -> Words.of("faults.begin.kill", where);
            case Kind.Restart _ -> Words.of(up ? "faults.begin.restart" : "faults.begin.start", where);
        };
        return lasts.isZero() || kind instanceof Kind.Restart ? what : Words.of("faults.for", what, Units.length(lasts));
    }
}
