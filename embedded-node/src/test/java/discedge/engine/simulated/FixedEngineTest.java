package discedge.engine.simulated;

import static discedge.engine.simulated.Fixtures.*;
import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.EngineException;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedEngineTest {
    private final FixedEngine engine = new FixedEngine(16, 1000);

    @Test
    void theAnswerIsHandedOverAtOnce() {
        var heard = new Recorder();
        assertEquals(StopReason.EOS, engine.generate(request(ANNA, engine.tokenize("hello"), 128), heard).stop());
        assertEquals(List.of("prefillStarted", "prefilled", "sampled"), heard.told);
        assertEquals(16, heard.sampled.size());
        assertEquals("edge edge edge e", new String(engine.detokenize(heard.answer()), StandardCharsets.UTF_8));
    }

    @Test
    void theLimitAndTheWindowHold() {
        var heard = new Recorder();
        assertEquals(StopReason.LIMIT, engine.generate(request(ANNA, engine.tokenize("hello"), 5), heard).stop());
        assertEquals(5, heard.sampled.size());
        assertThrows(EngineException.class, () -> engine.generate(request(ANNA, engine.tokenize("x".repeat(1001)), 5), heard));
    }

    @Test
    void aTokenIsAByte() {
        String text = "90° <|im_end|> 🤖";
        assertEquals(text.getBytes(StandardCharsets.UTF_8).length, engine.tokenize(text).length());
        assertEquals(text, new String(engine.detokenize(engine.tokenize(text)), StandardCharsets.UTF_8));
        assertEquals("<|im_start|>user\n", new String(engine.detokenize(engine.template().open("user")), StandardCharsets.UTF_8));
        assertThrows(IllegalArgumentException.class, () -> engine.detokenize(TokenSequence.of(FixedEngine.VOCABULARY)));
    }
}
