package discedge.engine.cache;

/** Why a slot's ids are there, and so who may push them out. */
public enum Standing {
    /** A turn was answered here, and the session is here as far as this node knows: never evicted for a guess. */
    TURN,
    /** Evaluated ahead of a client that may come; no turn has used it yet. */
    GUESS,
    /** The session went on at another node. */
    DEPARTED
}
