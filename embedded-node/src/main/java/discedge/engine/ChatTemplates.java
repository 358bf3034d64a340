package discedge.engine;

import discedge.tokens.ChatTemplate;
import discedge.tokens.TokenSequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ids around messages for a model of llama.cpp: ChatML where the vocabulary has its tokens; else the model's own template, if
 * each message's part in it stands by itself; else a plain one. {@link ChatTemplate#name()} says which: {@code chatml}, {@code own},
 * {@code plain}.
 */
public final class ChatTemplates {
    public static final String PLAIN = "plain";
    /** What keeps a model from going on with the user's part where the template is plain text. */
    public static final String PLAIN_STOP = "\nUser:";
    private static final String TEXT = "\u2603text\u2603";

    private final Source source;

    /** A model's tokenizer and template. */
    public interface Source {
        /** The id of a special token, if the vocabulary has it as one. */
        OptionalInt special(String written);

        /** The ids of a text in which special tokens are text. */
        TokenSequence tokenize(String text);

        /** The ids of a part of a template: here special tokens are meant. */
        TokenSequence tokenizeTemplate(String text);

        /** The id that ends an answer; empty if none does, or none is known. */
        OptionalInt end();

        /** The model's own template around messages of these roles with this text each, opened for an answer; empty if there is none. */
        Optional<String> apply(List<String> roles, String text);
    }

    private ChatTemplates(Source source) {
        this.source = source;
    }

    public static ChatTemplate of(Source source) {
        var templates = new ChatTemplates(source);
        return templates.chatMl().or(templates::own).orElseGet(() -> templates.template(PLAIN, Map.of("system", "", "user", "User: ", "assistant", "Assistant:"), "\n\n"));
    }

    private Optional<ChatTemplate> chatMl() {
        OptionalInt start = source.special("<|im_start|>");
        OptionalInt end = source.special("<|im_end|>");
        if (start.isEmpty() || end.isEmpty()) return Optional.empty();
        return Optional.of(ChatTemplate.chatMl(start.getAsInt(), end.getAsInt(), source::tokenize));
    }

    /** Takes the template apart at the texts of user, assistant, user; and checks that its parts make up other conversations. */
    private Optional<ChatTemplate> own() {
        List<String> parts = parts("user", "assistant", "user");
        if (parts.size() != 4 || !parts.get(2).endsWith(parts.get(0))) return Optional.empty();
        String user = parts.get(0);
        String closing = parts.get(2).substring(0, parts.get(2).length() - user.length());
        if (!parts.get(1).startsWith(closing)) return Optional.empty();
        String assistant = parts.get(1).substring(closing.length());
        List<String> withSystem = parts("system", "user");
        if (withSystem.size() != 3) return Optional.empty();
        var openings = Map.of("system", withSystem.get(0), "user", user, "assistant", assistant);
        boolean stands = parts.get(3).equals(closing + assistant) && withSystem.get(1).equals(closing + user) && withSystem.get(2).equals(closing + assistant)
                && parts("user").equals(List.of(user, closing + assistant));
        return stands ? Optional.of(template("own", openings, closing)) : Optional.empty();
    }

    /** What stands before, between and behind the texts. */
    private List<String> parts(String... roles) {
        return source.apply(List.of(roles), TEXT).map(text -> List.of(text.split(TEXT, -1))).orElse(List.of());
    }

    private ChatTemplate template(String name, Map<String, String> openings, String closing) {
        var ids = new HashMap<String, TokenSequence>();
        openings.forEach((role, text) -> ids.put(role, source.tokenizeTemplate(text)));
        return ChatTemplate.of(name, ids, source.tokenizeTemplate(closing), source.end().orElse(-1));
    }
}
