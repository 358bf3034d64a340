package discedge.engine;

import discedge.session.SessionId;
import discedge.tokens.TokenSequence;

/** Evaluating a context ahead of a turn that may come. */
public final class Prewarm {
    /** Ids in a step: between steps, and within one where the engine can, it gives way to turns. */
    public static final int STEP = 64;

    private Prewarm() {}

    /** @param ids what the session's next prompt will begin with */
    public record Request(SessionId session, TokenSequence ids) {}

    /** Asked between steps, on the thread that called {@code prewarm}. */
    public interface Listener {
        /** True ends it with what there is: a newer turn superseded it, the session was deleted, its own client is here. */
        boolean cancelled();
    }

    /** How it ended. */
    public enum Ending {
        /** All ids are in the cache. */
        WARM,
        /** The listener gave up. */
        CANCELLED,
        /** What is there for turns leaves no place for a guess. */
        NO_ROOM,
        /** This engine does not do it. */
        UNSUPPORTED
    }

    /**
     * What came of it.
     *
     * @param found leading ids that were in the cache before
     * @param evaluated ids evaluated for it, also those of an attempt that was lost since
     * @param held leading ids that are in the cache now
     */
    public record Result(Ending ending, int found, int evaluated, int held) {}
}
