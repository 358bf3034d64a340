package discedge.tokens;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The ids around messages; mostly ChatML: {@code <|im_start|>ROLE\n CONTENT <|im_end|>\n}. One template for all modes; the special
 * tokens are put in by id, so that no text of a user can make one.
 */
public final class ChatTemplate {
    private static final List<String> ROLES = List.of("system", "user", "assistant");

    private final String name;
    private final Map<String, TokenSequence> openings;
    private final TokenSequence closing;
    private final int end;

    private ChatTemplate(String name, Map<String, TokenSequence> openings, TokenSequence closing, int end) {
        this.name = name;
        this.openings = openings;
        this.closing = closing;
        this.end = end;
    }

    /**
     * @param start id of {@code <|im_start|>}
     * @param end id of {@code <|im_end|>}
     */
    public static ChatTemplate chatMl(int start, int end, Function<String, TokenSequence> tokenizer) {
        var openings = new java.util.HashMap<String, TokenSequence>();
        for (String role : ROLES) openings.put(role, TokenSequence.concat(TokenSequence.of(start), tokenizer.apply(role + "\n")));
        return new ChatTemplate("chatml", Map.copyOf(openings), TokenSequence.concat(TokenSequence.of(end), tokenizer.apply("\n")), end);
    }

    /**
     * Another template, for models without ChatML's tokens.
     *
     * @param name for people; it is also in the header of a session
     * @param openings what stands before a message of each role
     * @param closing what stands behind any message
     * @param end the id that ends an answer; below 0 if none does
     */
    public static ChatTemplate of(String name, Map<String, TokenSequence> openings, TokenSequence closing, int end) {
        for (String role : ROLES) if (!openings.containsKey(role)) throw new IllegalArgumentException("template '" + name + "' has no role '" + role + "'");
        return new ChatTemplate(name, Map.copyOf(openings), closing, end);
    }

    public String name() {
        return name;
    }

    /** What stands before a message; before the answer it is the generation header. */
    public TokenSequence open(String role) {
        TokenSequence opening = openings.get(role);
        if (opening == null) throw new IllegalArgumentException("no role '" + role + "'; roles are " + ROLES);
        return opening;
    }

    /** What stands behind a message: in ChatML the end token and a line break. */
    public TokenSequence close() {
        return closing;
    }

    /** The id that ends an answer; below 0 if none does. */
    public int end() {
        return end;
    }
}
