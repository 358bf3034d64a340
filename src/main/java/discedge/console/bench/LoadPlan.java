package discedge.console.bench;

import java.time.Duration;

/**
 * How much happens.
 *
 * @param nodes all linked with all
 * @param sessions known before the load begins
 * @param moving of these, that go on asking turn after turn
 * @param perSecond events
 * @param past over which the sessions began
 * @param faults links are cut now and then
 */
public record LoadPlan(int nodes, int sessions, int moving, int perSecond, Duration past, boolean faults, long seed) {
    /** What the console has to bear. */
    public static final LoadPlan FULL = new LoadPlan(16, 10_000, 500, 2_000, Duration.ofMinutes(2), true, 1);

    /** Round trips measured by all nodes, each link once in {@link Load#BEAT}. */
    private double beatsPerSecond() {
        return nodes * (nodes - 1) * 1e9 / Load.BEAT.toNanos();
    }

    /** From one turn of a session to its next: what is left of the events, shared by all that move. */
    Duration cycle() {
        double turns = (perSecond - beatsPerSecond()) / (LoadTurn.EVENTS + LoadTurn.EVENTS_A_PEER * (nodes - 1));
        return Duration.ofNanos(Math.round(moving / turns * 1e9));
    }
}
