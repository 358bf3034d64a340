package discedge.engine;

import discedge.engine.cache.CachedSession;
import discedge.session.SessionId;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.util.List;

/** A model that turns a prompt of ids into an answer of ids. Safe for many threads; {@code generate} blocks its caller. */
public interface LlmEngine extends AutoCloseable {
    EngineInfo info();

    /** The ids around messages. */
    ChatTemplate template();

    /** The ids of a text. Special tokens in it are text like any other: they are never parsed (docs/protocol.md, "A turn", 3). */
    TokenSequence tokenize(String text);

    /** The bytes of the ids, UTF-8 as a whole but not necessarily at either end; a special token is its written form. */
    byte[] detokenize(TokenSequence ids);

    /**
     * Evaluates the prompt and samples the answer, telling the listener of each step as it happens.
     *
     * @throws EngineException if the engine cannot answer; nothing was stored
     * @throws InterruptedException if the calling thread was interrupted
     */
    GenerationResult generate(GenerationRequest request, GenerationListener listener) throws InterruptedException;

    /**
     * Evaluates a context into the cache before its client is here, in short steps. No step begins while an answer is computed or
     * waits on the same machine, and none takes what a turn left in the cache.
     *
     * @throws EngineException if the engine cannot do it now; nothing depends on it
     * @throws InterruptedException if the calling thread was interrupted
     */
    default Prewarm.Result prewarm(Prewarm.Request request, Prewarm.Listener listener) throws InterruptedException {
        return new Prewarm.Result(Prewarm.Ending.UNSUPPORTED, 0, 0, 0);
    }

    /** The session went on at another node: what it left in the cache may go before others'. */
    default void depart(SessionId session) {}

    /** Forgets what is cached for a session. */
    void evict(SessionId session);

    /** Which session holds how many ids of the cache, by slot; empty where the engine keeps no such table. */
    default List<CachedSession> cached() {
        return List.of();
    }

    @Override
    void close();
}
