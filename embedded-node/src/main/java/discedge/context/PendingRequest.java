package discedge.context;

import discedge.session.SessionId;
import java.time.Duration;
import java.time.Instant;

/** A request under way: waiting for the replica, or attached to a running turn. */
final class PendingRequest {
    final long id;
    final TurnRequest asked;
    final SessionId session;
    final Instant received;
    final Instant deadline;
    /** When it began to wait; null while it has not. */
    Instant waitingSince;
    Duration waited = Duration.ZERO;
    boolean clientGone;

    PendingRequest(long id, TurnRequest asked, SessionId session, Instant received) {
        this.id = id;
        this.asked = asked;
        this.session = session;
        this.received = received;
        this.deadline = received.plus(asked.maxWait());
    }

    boolean waiting() {
        return waitingSince != null;
    }
}
