package discedge.timeline.world;

import discedge.session.SessionId;
import java.time.Instant;

/**
 * What is known to be in a slot of a node's KV cache.
 *
 * @param tokens ids of the session's context from its begin
 * @param time when it was used last
 */
public record CacheSlot(int slot, SessionId session, int tokens, Instant time) {}
