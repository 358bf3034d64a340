package discedge.timeline.world;

import discedge.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A client went on at another node.
 *
 * @param event its id: the world before it has the forecast of then
 * @param from empty at the client's start
 * @param why {@code nearest}, {@code chosen}, {@code retry}
 */
public record Roam(long event, Instant time, String client, Optional<SessionId> session, String from, String to, String why) {}
