package discedge.console.faults;

import discedge.console.kit.Words;
import discedge.experiment.scenario.Fault;
import discedge.experiment.scenario.Fault.Kind;
import discedge.timeline.world.World;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a person has chosen so far, and whether it makes a fault. Plain Java. */
final class FaultForm {
    /** Offered as they stand; zero = until healed. */
    static final List<Duration> LENGTHS = List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ZERO);

    private final Map<What, String> amounts = new EnumMap<>(Map.of(What.DELAY, "100 ms", What.JITTER, "50 ms", What.BANDWIDTH, "500 kbit/s"));
    private What what = What.CUT;
    private boolean silent;
    private Duration length = Duration.ofSeconds(30);
    private boolean own;
    private String ownLength = "2 min";

    What what() {
        return what;
    }

    void what(What now) {
        what = now;
    }

    void silent(boolean now) {
        silent = now;
    }

    String amount() {
        return amounts.getOrDefault(what, "");
    }

    void amount(String typed) {
        amounts.put(what, typed);
    }

    /** One of {@link #LENGTHS}. */
    void length(Duration now) {
        length = now;
        own = false;
    }

    /** As typed. */
    void ownLength(String typed) {
        ownLength = typed;
        own = true;
    }

    String ownLength() {
        return ownLength;
    }

    /** @throws IllegalArgumentException with a sentence that says what is wrong, for a person */
    Plan plan(Fault.Target target, World world) {
        boolean up = !(target instanceof Fault.Target.Node(String name)) || world.node(name).map(node -> node.life().answers()).orElse(true);
        if (what == What.KILL && !up) throw new IllegalArgumentException(Words.of("faults.wrong.down", target.word()));
        return new Plan(kind(), target, what == What.RESTART ? Duration.ZERO : own ? Amounts.length(ownLength) : length, up);
    }

    private Kind kind() {
        return switch (what) {
            case CUT -> new Kind.Cut(silent);
            case DELAY -> new Kind.Delay(Amounts.delay(amount()));
            case JITTER -> new Kind.Jitter(Amounts.delay(amount()));
            case BANDWIDTH -> new Kind.Bandwidth(Amounts.bandwidth(amount()));
            case KILL -> new Kind.Kill();
            case RESTART -> new Kind.Restart();
        };
    }
}
