package discedge.engine.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import discedge.engine.ChatTemplates;
import discedge.engine.EngineException;
import discedge.engine.ModelName;
import discedge.engine.TokenizerFingerprint;
import discedge.tokens.ChatTemplate;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a server is, found out by asking.
 *
 * @param vocabulary number of ids; 0 where the server does not say
 * @param window ids of context in each slot
 * @param begin stands before every prompt, if the model wants it
 */
record ServerFacts(Dialect dialect, String model, int vocabulary, int window, int slots, TokenSequence begin, Fingerprint fingerprint, ChatTemplate template, ServerTokenizer tokenizer) {
    private static final List<String> SPECIALS = List.of("<|im_start|>", "<|im_end|>", "<|endoftext|>", "</s>", "<s>", "<|eot_id|>", "<|start_header_id|>", "<|end_header_id|>",
            "<start_of_turn>", "<end_of_turn>", "<|end|>", "<|user|>", "<|assistant|>", "<|system|>");

    /** @throws EngineException if it is no llama-server, or one that cannot be used */
    static ServerFacts ask(ServerHttp http) throws UnavailableException, InterruptedException {
        JsonNode health = http.getIfThere("/health");
        if (health.path("status").asText("").contains("loading")) throw new UnavailableException("the server is loading its model");
        Dialect dialect = ServerTokenizer.dialect(http);
        var tokenizer = new ServerTokenizer(http, dialect);
        if (dialect == Dialect.FORK) tokenizer.specials(SPECIALS.stream().filter(written -> tokenizer.special(written).isPresent()).toList());
        JsonNode properties = http.getIfThere("/props");
        JsonNode model = http.getIfThere("/v1/models").path("data").path(0);
        int window = number(properties.path("default_generation_settings").path("n_ctx"), properties.path("n_ctx"));
        if (window < 1) throw new EngineException("the server does not say how long its context is (/props): it is no llama-server that can be used here");
        int slots = Math.max(1, number(properties.path("total_slots"), properties.path("n_slots")));
        int vocabulary = model.path("meta").path("n_vocab").asInt(0);
        TokenSequence begin = tokenizer.begin();
        int[] specials = List.of("<|im_start|>", "<|im_end|>").stream().mapToInt(written -> tokenizer.special(written).orElse(-1)).toArray();
        // The same as in process, so that both understand each other's tokens.
        Fingerprint fingerprint = TokenizerFingerprint.of("llama.cpp", vocabulary, TokenSequence.of(specials), tokenizer::tokenize);
        return new ServerFacts(dialect, name(properties, model), vocabulary, window - begin.length(), slots, begin, fingerprint, template(http, dialect, tokenizer), tokenizer);
    }

    private static int number(JsonNode first, JsonNode second) {
        return first.isNumber() ? first.asInt() : second.asInt(0);
    }

    private static String name(JsonNode properties, JsonNode model) {
        for (JsonNode path : List.of(properties.path("model_path"), properties.path("default_generation_settings").path("model"), model.path("id"))) {
            if (path.isTextual() && !path.asText().isBlank()) return ModelName.ofFile(path.asText());
        }
        return "model";
    }

    private static ChatTemplate template(ServerHttp http, Dialect dialect, ServerTokenizer tokenizer) {
        return ChatTemplates.of(new ChatTemplates.Source() {
            @Override
            public OptionalInt special(String written) {
                return tokenizer.special(written);
            }

            @Override
            public TokenSequence tokenize(String text) {
                return tokenizer.tokenize(text);
            }

            @Override
            public TokenSequence tokenizeTemplate(String text) {
                return tokenizer.tokenizeTemplate(text);
            }

            @Override
            public OptionalInt end() {
                return OptionalInt.empty();
            }

            @Override
            public Optional<String> apply(List<String> roles, String text) {
                if (dialect == Dialect.FORK) return Optional.empty();
                var body = JsonNodeFactory.instance.objectNode();
                var messages = body.putArray("messages");
                roles.forEach(role -> messages.addObject().put("role", role).put("content", text));
                try {
                    return Optional.of(http.post("/apply-template", body).path("prompt").asText("")).filter(prompt -> !prompt.isEmpty());
                } catch (UnavailableException | EngineException e) {
                    // This server, or its template, does not go with these messages.
                    return Optional.empty();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }
        });
    }
}
