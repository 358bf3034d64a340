package discedge.engine.llama;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import discedge.engine.EngineException;
import discedge.engine.GenerationRequest;
import discedge.engine.Sampling;
import discedge.engine.gguf.GgufWriter;
import discedge.engine.gguf.TinyModel;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Engines on models of random weights, which run wherever a library is bundled. */
final class Tiny {
    static final SessionId ANNA = SessionId.ofBits(1, 1);
    static final SessionId BERT = SessionId.ofBits(2, 2);
    static final SessionId CARL = SessionId.ofBits(3, 3);

    private Tiny() {}

    /** A host that tries nothing in other processes. */
    static LlamaHost host(Path folder) {
        try {
            BundledLibrary.place(System.getProperty("os.name"), System.getProperty("os.arch"));
        } catch (EngineException e) {
            assumeTrue(false, "no library is bundled for this machine");
        }
        return new LlamaHost(folder, LoadTrial.NONE);
    }

    static Path model(Path folder) throws IOException {
        return model(folder, "tiny.gguf", TinyModel.chatMl());
    }

    static Path model(Path folder, String name, GgufWriter writer) throws IOException {
        return writer.write(folder.resolve(name));
    }

    static LlamaEngine engine(Path folder, int context, int slots) throws IOException {
        return (LlamaEngine) host(folder).open(LlamaSettings.of(model(folder)).withContext(context, slots));
    }

    static TokenSequence ids(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) ids[i] = bytes[i] & 0xff;
        return TokenSequence.of(ids);
    }

    static TokenSequence idsOf(LlamaEngine engine, String text) {
        return engine.tokenize(text);
    }

    /** Sampling at temperature 0: the same ids whatever the seed. */
    static Sampling greedy(int ids, String... stops) {
        return with(ids, Map.of("temperature", "0", "repeat_penalty", "1", "ignore_eos", "true"), stops);
    }

    static Sampling with(int ids, Map<String, String> fields, String... stops) {
        return new Sampling(ids, List.of(stops), new TreeMap<>(fields));
    }

    static GenerationRequest request(SessionId session, TokenSequence prompt, Sampling sampling) {
        return new GenerationRequest(session, prompt, sampling);
    }
}
