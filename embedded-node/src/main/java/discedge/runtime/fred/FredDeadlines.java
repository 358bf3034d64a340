package discedge.runtime.fred;

import java.time.Duration;

/**
 * How long calls to FReD may take.
 *
 * @param reads at the FReD node beside this one: it answers from its memory
 * @param writes there, and what it may have to ask its naming service for; setting up keygroups and members may take ten times that
 * @param members at the other FReD nodes, over links of any length. Nothing holds up a session there, so this one is for the longest
 *     way: a connection takes some four round trips before the first answer
 */
public record FredDeadlines(Duration reads, Duration writes, Duration members) {
    public static final FredDeadlines DEFAULT = new FredDeadlines(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5));
}
