package discedge.engine;

import discedge.session.SessionId;
import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;

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

    /** Forgets what is cached for a session. */
    void evict(SessionId session);

    @Override
    void close();
}
