package discedge.engine;

import discedge.tokens.TokenSequence;

/** What an engine tells while it works, on the thread that called {@code generate}. */
public interface GenerationListener {
    /** The engine has room and begins to evaluate the prompt: what went before was queueing. */
    void prefillStarted();

    /**
     * The prompt is evaluated.
     *
     * @param cachedTokens leading ids of the prompt that were in the KV cache already
     * @param slot the cache slot used
     * @param slotOwner the session whose ids the slot held before, empty if it was free: reuse across sessions would break I7
     */
    void prefilled(int promptTokens, int cachedTokens, int slot, String slotOwner);

    /** Ids were sampled. */
    void sampled(TokenSequence ids);

    /** Asked between ids: true ends the answer with what there is. */
    boolean cancelled();
}
