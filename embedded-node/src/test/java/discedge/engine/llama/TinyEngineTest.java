package discedge.engine.llama;

import static discedge.engine.llama.Tiny.greedy;
import static discedge.engine.llama.Tiny.request;

import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Engines on a model of random weights, closed after each test. */
abstract class TinyEngineTest {
    @TempDir
    Path folder;
    final List<LlamaEngine> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(LlamaEngine::close);
    }

    LlamaEngine engine(int context, int slots) throws IOException {
        LlamaEngine engine = Tiny.engine(folder, context, slots);
        open.add(engine);
        return engine;
    }

    static Heard run(LlamaEngine engine, SessionId session, TokenSequence prompt, int ids) throws InterruptedException {
        var heard = new Heard();
        engine.generate(request(session, prompt, greedy(ids)), heard);
        return heard;
    }
}
