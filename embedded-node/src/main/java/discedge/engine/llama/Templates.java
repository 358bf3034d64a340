package discedge.engine.llama;

import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ids around messages: ChatML where the vocabulary has its tokens; else the model's own template, if each message's part in it
 * stands by itself; else a plain one. {@link ChatTemplate#name()} says which: {@code chatml}, {@code own}, {@code plain}.
 */
final class Templates {
    private static final String TEXT = "\u2603text\u2603";
    private static final List<String> ROLES = List.of("system", "user", "assistant");

    private final Vocabulary vocabulary;

    private Templates(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** @param own the template that the model's file has */
    static ChatTemplate of(Vocabulary vocabulary, Optional<String> own) {
        var templates = new Templates(vocabulary);
        return chatMl(vocabulary).or(() -> own.flatMap(templates::own)).orElseGet(templates::plain);
    }

    private static Optional<ChatTemplate> chatMl(Vocabulary vocabulary) {
        OptionalInt start = vocabulary.special("<|im_start|>");
        OptionalInt end = vocabulary.special("<|im_end|>");
        if (start.isEmpty() || end.isEmpty()) return Optional.empty();
        return Optional.of(ChatTemplate.chatMl(start.getAsInt(), end.getAsInt(), vocabulary::tokenize));
    }

    /** The parts of the model's own template; empty if llama.cpp does not know it, or its parts depend on each other. */
    private Optional<ChatTemplate> own(String template) {
        Map<String, String> openings = new HashMap<>();
        String closing = null;
        for (String role : ROLES) {
            String text = apply(template, false, role).orElse("");
            int at = text.indexOf(TEXT);
            if (at < 0) return Optional.empty();
            openings.put(role, text.substring(0, at));
            String after = text.substring(at + TEXT.length());
            if (closing != null && !closing.equals(after)) return Optional.empty();
            closing = after;
        }
        String header = apply(template, true, "user").orElse("").replace(openings.get("user") + TEXT + closing, "");
        String joined = apply(template, true, "system", "user", "assistant", "user").orElse("");
        if (!joined.equals(joined(openings, closing, header)) || !openings.get("assistant").equals(header)) return Optional.empty();
        return Optional.of(template("own", openings, closing));
    }

    private static String joined(Map<String, String> openings, String closing, String header) {
        var joined = new StringBuilder();
        for (String role : List.of("system", "user", "assistant", "user")) joined.append(openings.get(role)).append(TEXT).append(closing);
        return joined.append(header).toString();
    }

    private Optional<String> apply(String template, boolean openAnswer, String... roles) {
        String[][] messages = new String[roles.length][];
        for (int i = 0; i < roles.length; i++) messages[i] = new String[] {roles[i], TEXT};
        return vocabulary.applyTemplate(template, messages, openAnswer);
    }

    private ChatTemplate plain() {
        return template("plain", Map.of("system", "", "user", "User: ", "assistant", "Assistant:"), "\n\n");
    }

    private ChatTemplate template(String name, Map<String, String> openings, String closing) {
        var ids = new HashMap<String, TokenSequence>();
        openings.forEach((role, text) -> ids.put(role, vocabulary.tokenizeTemplate(text)));
        return ChatTemplate.of(name, ids, vocabulary.tokenizeTemplate(closing), vocabulary.end().orElse(-1));
    }
}
