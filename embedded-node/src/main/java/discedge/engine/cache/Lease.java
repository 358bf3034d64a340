package discedge.engine.cache;

import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.util.List;
import java.util.Optional;

/**
 * A slot in use.
 *
 * @param previousOwner the session whose ids the slot held before; empty if none
 * @param cached leading ids of the prompt that need no evaluation
 * @param evicted what other slots and this one had to give up for it, to be saved or dropped before anything is evaluated
 * @param guessed the slot's ids were evaluated ahead, and this is the first turn that uses them
 */
public record Lease(int slot, Optional<SessionId> previousOwner, int cached, List<Evicted> evicted, boolean guessed) {
    public Lease {
        evicted = List.copyOf(evicted);
    }

    /** @param ids what the slot held of the session */
    public record Evicted(int slot, SessionId session, TokenSequence ids, Standing standing) {}
}
