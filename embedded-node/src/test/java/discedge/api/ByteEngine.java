package discedge.api;

import discedge.engine.EngineInfo;
import discedge.engine.GenerationListener;
import discedge.engine.GenerationRequest;
import discedge.engine.GenerationResult;
import discedge.engine.LlmEngine;
import discedge.session.SessionId;
import discedge.tokens.ChatTemplate;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;

/** A tokenizer whose ids are the UTF-8 bytes: every split of an answer is one between ids. Generates nothing. */
final class ByteEngine implements LlmEngine {
    @Override
    public EngineInfo info() {
        return new EngineInfo("bytes", "test-model", Fingerprint.of(7), 256, 4096, "instant", true);
    }

    @Override
    public ChatTemplate template() {
        return ChatTemplate.chatMl(1, 2, this::tokenize);
    }

    @Override
    public TokenSequence tokenize(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) ids[i] = bytes[i] & 0xff;
        return TokenSequence.of(ids);
    }

    @Override
    public byte[] detokenize(TokenSequence ids) {
        byte[] bytes = new byte[ids.length()];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) ids.get(i);
        return bytes;
    }

    @Override
    public GenerationResult generate(GenerationRequest request, GenerationListener listener) {
        throw new UnsupportedOperationException("a node made for tests answers by itself");
    }

    @Override
    public void evict(SessionId session) {}

    @Override
    public void close() {}
}
