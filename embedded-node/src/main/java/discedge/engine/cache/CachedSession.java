package discedge.engine.cache;

import discedge.session.SessionId;

/**
 * A slot and what it holds: a row of the table that people can see.
 *
 * @param ids of KV cache held, or for a slot in use reserved
 * @param busy something is being evaluated or sampled in it
 */
public record CachedSession(int slot, SessionId session, int ids, Standing standing, boolean busy) {}
