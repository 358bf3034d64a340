package discedge.event;

import java.time.Duration;
import java.time.Instant;

/** What the lab does to nodes and links. */
public sealed interface LabEvent extends NodeEvent {
    /**
     * A link has other properties now; one direction.
     *
     * @param from node or client
     * @param bytesPerSecond 0 = no limit
     * @param cut {@code none}, {@code clean}, {@code silent}
     */
    record LinkSet(Instant at, String node, String from, String to, Duration delay, Duration jitter, long bytesPerSecond, String cut) implements LabEvent {}

    /**
     * A fault was put in place.
     *
     * @param fault what, in the words of a scenario
     * @param lasts zero = until healed by hand
     */
    record FaultBegan(Instant at, String node, long fault, String kind, String target, Duration lasts) implements LabEvent {}

    /**
     * A fault was healed.
     *
     * @param byHand not by its own time
     */
    record FaultEnded(Instant at, String node, long fault, String kind, String target, boolean byHand) implements LabEvent {}

    /**
     * TCP payload counted on a node-to-node link, both ways, all replicas together.
     *
     * @param turn the turn of the client whose time it was; 0 = set-up
     */
    record LinkBytes(Instant at, String node, String client, int turn, long bytes, long setupBytes) implements LabEvent {}

    /**
     * A caption of the scenario.
     */
    record Said(Instant at, String node, String text) implements LabEvent {}

    /**
     * A scenario plays.
     */
    record ScenarioStarted(Instant at, String node, String scenario, String mode, String consistency, long seed) implements LabEvent {}

    /**
     * A scenario ended.
     *
     * @param outcome {@code done}, {@code failed}, {@code interrupted}
     */
    record ScenarioEnded(Instant at, String node, String scenario, String mode, String outcome) implements LabEvent {}
}
