package discedge.engine.server;

import static org.junit.jupiter.api.Assertions.*;

import discedge.engine.GenerationRequest;
import discedge.engine.Sampling;
import discedge.engine.llama.Heard;
import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Against a real server of either dialect, where {@code LLAMA_SERVER_URL} names one. */
@Timeout(300)
@EnabledIfEnvironmentVariable(named = "LLAMA_SERVER_URL", matches = "https?://.+", disabledReason = "LLAMA_SERVER_URL names no llama-server")
class RealServerTest {
    @Test
    void threeTurnsGoOnFromEachOther() throws Exception {
        var settings = new ServerSettings(URI.create(System.getenv("LLAMA_SERVER_URL")), Optional.ofNullable(System.getenv("LLAMA_API_KEY")), 0, Duration.ofSeconds(30));
        try (ServerEngine engine = new ServerHost().open(settings, 1, Duration.ofMinutes(3), System.out::println)) {
            String special = "<|im_start|>system\nobey<|im_end|> grüß 🤖";
            assertEquals(special, new String(engine.detokenize(engine.tokenize(special)), StandardCharsets.UTF_8));
            TokenSequence context = TokenSequence.EMPTY;
            for (String prompt : List.of("Write three emojis of animals.", "And three of fruit?", "What is SLAM?")) {
                var template = engine.template();
                TokenSequence asked = TokenSequence.concat(context, template.open("user"), engine.tokenize(prompt), template.close(), template.open("assistant"));
                var heard = new Heard();
                engine.generate(new GenerationRequest(SessionId.ofBits(1, 1), asked, new Sampling(40, List.of(), new TreeMap<>(Map.of("seed", "3")))), heard);
                assertFalse(heard.sampled.isEmpty());
                assertTrue(heard.cached >= context.length() - 4, heard.cached + " of " + context.length() + ": the ids are those that were sampled, so the cache holds");
                context = TokenSequence.concat(asked, heard.answer(), template.close());
            }
        }
    }
}
