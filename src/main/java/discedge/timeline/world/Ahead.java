package discedge.timeline.world;

import discedge.session.SessionId;
import java.time.Instant;

/**
 * A session's context that a node evaluates, or has evaluated, before its client is there.
 *
 * @param turn the context is the log up to this one
 * @param tokens ids of the context
 * @param held leading ids of it that are known to be in the KV cache
 * @param running the engine works on it, whenever no turn needs it
 * @param since when it began or, once it has ended, ended
 */
public record Ahead(SessionId session, int turn, int tokens, int held, boolean running, Instant since) {}
