package discedge.timeline.world;

import discedge.session.SessionId;
import java.time.Instant;

/**
 * A request under way at a node.
 *
 * @param number the node's number for it
 * @param since when it came in
 * @param gone its client hung up
 */
public record RunningRequest(long number, SessionId session, int turn, Phase phase, Instant since, boolean gone) {
    RunningRequest in(Phase phase) {
        return new RunningRequest(number, session, turn, phase, since, gone);
    }

    RunningRequest hungUp() {
        return new RunningRequest(number, session, turn, phase, since, true);
    }
}
