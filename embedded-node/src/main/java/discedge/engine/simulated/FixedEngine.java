package discedge.engine.simulated;

import discedge.engine.EngineException;
import discedge.engine.EngineInfo;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.GenerationResult;
import discedge.engine.LlmEngine;
import discedge.engine.TokenizerFingerprint;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.tokens.ChatTemplate;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Gives the same answer to everything, all ids at once, in no time: what a measured node then takes is its own. A token is a
 * byte of UTF-8; nothing is cached. Safe for many threads, and none waits for another.
 */
public final class FixedEngine implements LlmEngine {
    public static final String ENGINE = "fixed";
    public static final String MODEL = "fixed-bytes";
    public static final int IM_START = 256;
    public static final int IM_END = 257;
    public static final int VOCABULARY = 258;
    private static final String TEXT = "edge ";

    private final int window;
    private final TokenSequence answer;
    private final ChatTemplate template = ChatTemplate.chatMl(IM_START, IM_END, FixedEngine::bytesOf);
    private final Fingerprint fingerprint =
            TokenizerFingerprint.of(MODEL, VOCABULARY, TokenSequence.of(IM_START, IM_END), FixedEngine::bytesOf);

    /**
     * @param answerIds ids of every answer that has no lower limit
     * @param window the longest prompt and answer together, in ids
     */
    public FixedEngine(int answerIds, int window) {
        if (answerIds < 0) throw new IllegalArgumentException("an answer has at least 0 ids, got " + answerIds);
        this.window = window;
        answer = bytesOf(TEXT.repeat(answerIds / TEXT.length() + 1)).slice(0, answerIds);
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(ENGINE, MODEL, fingerprint, VOCABULARY, window, "", true);
    }

    @Override
    public ChatTemplate template() {
        return template;
    }

    @Override
    public TokenSequence tokenize(String text) {
        return bytesOf(text);
    }

    private static TokenSequence bytesOf(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) ids[i] = bytes[i] & 0xff;
        return TokenSequence.of(ids);
    }

    /** @throws IllegalArgumentException if an id stands for nothing */
    @Override
    public byte[] detokenize(TokenSequence ids) {
        var out = new ByteArrayOutputStream(ids.length());
        for (int i = 0; i < ids.length(); i++) {
            int id = ids.get(i);
            if (id < 0 || id >= VOCABULARY) {
                throw new IllegalArgumentException("id " + id + " stands for nothing in " + MODEL + "; these ids come from another model");
            }
            if (id < IM_START) out.write(id);
            else out.writeBytes((id == IM_START ? "<|im_start|>" : "<|im_end|>").getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    @Override
    public GenerationResult generate(GenerationRequest request, GenerationListener listener) {
        int room = window - request.prompt().length();
        if (room < 0) throw new EngineException("the prompt has " + request.prompt().length() + " ids, the window " + window);
        if (listener.cancelled()) return new GenerationResult(StopReason.CANCELLED);
        listener.prefillStarted();
        listener.prefilled(request.prompt().length(), 0, 0, "");
        int limit = request.sampling().maxTokens() < 0 ? room : Math.min(room, request.sampling().maxTokens());
        TokenSequence ids = answer.slice(0, Math.min(limit, answer.length()));
        if (!ids.isEmpty()) listener.sampled(ids);
        return new GenerationResult(ids.length() < limit ? StopReason.EOS : StopReason.LIMIT);
    }

    /** Nothing is cached, so nothing is forgotten. */
    @Override
    public void evict(SessionId session) {}

    @Override
    public void close() {}
}
