package discedge.timeline.world;

import discedge.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A client that tells what it does.
 *
 * @param node it speaks to
 * @param session its newest
 * @param since when it came to this node
 */
public record ClientState(String name, String node, Optional<SessionId> session, Instant since) {}
