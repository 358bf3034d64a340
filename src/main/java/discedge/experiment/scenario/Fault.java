package discedge.experiment.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that breaks, or changes, while a scenario plays.
 *
 * @param lasts after this it heals by itself: links get their own shape back, a killed node starts again; zero = to the end
 * @param say a caption shown as it begins
 */
public record Fault(When at, Kind kind, Target target, Duration lasts, Optional<String> say) {
    /** The words that scenario files and events have for kinds. */
    public static final java.util.List<String> WORDS = java.util.List.of("cut", "silent-cut", "delay", "jitter", "bandwidth", "kill", "restart");

    /** When a fault begins. */
    public sealed interface When {
        /** As the client sends this turn, before its first byte. */
        record AtTurn(int turn) implements When {}

        /** This long after the client sends turn 1. */
        record After(Duration start) implements When {}
    }

    /** What happens. */
    public sealed interface Kind {
        /** Nothing passes. @param silent packets vanish; otherwise connections are reset */
        record Cut(boolean silent) implements Kind {}

        /** Another one-way delay. */
        record Delay(Duration to) implements Kind {}

        /** Another jitter. */
        record Jitter(Duration to) implements Kind {}

        /** Another bandwidth. @param bytesPerSecond 0 = no limit */
        record Bandwidth(long bytesPerSecond) implements Kind {}

        /** The node dies at once: nothing flushed, nothing sent. */
        record Kill() implements Kind {}

        /** The node dies and starts again at once. */
        record Restart() implements Kind {}

        /** As in scenario files and events. */
        default String word() {
            return switch (this) {
                case Cut cut -> cut.silent() ? "silent-cut" : "cut";
                case Delay delay -> "delay";
                case Jitter jitter -> "jitter";
                case Bandwidth bandwidth -> "bandwidth";
                case Kill kill -> "kill";
                case Restart restart -> "restart";
            };
        }
    }

    /** What it happens to. */
    public sealed interface Target {
        /** The link between two nodes. */
        record Between(String a, String b) implements Target {}

        /** A node; for kinds of links: every link from it to another node, not those to clients. */
        record Node(String name) implements Target {}

        /** The client's link to a node. */
        record ClientLink(String node) implements Target {}

        /** {@code A-B}, {@code B} or {@code client-B}, as in scenario files and events. */
        default String word() {
            return switch (this) {
                case Between link -> link.a() + "-" + link.b();
                case Node node -> node.name();
                case ClientLink link -> Scenario.CLIENT + "-" + link.node();
            };
        }
    }
}
