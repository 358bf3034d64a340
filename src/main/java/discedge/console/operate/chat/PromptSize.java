package discedge.console.operate.chat;

import discedge.console.kit.Units;
import discedge.console.kit.Words;
import discedge.node.NodeConfig;
import java.util.OptionalInt;

/**
 * How large a prompt is, before a node is asked.
 *
 * @param bytes of its UTF-8, as JSON writes it
 * @param tokens an estimate: a tokenizer would take as long as a model's first token
 */
record PromptSize(long bytes, long tokens) {
    static final PromptSize EMPTY = new PromptSize(0, 0);
    /** Room for the request's other fields. */
    private static final int REST = 4_096;
    /** English: characters of a token. */
    private static final double PLAIN = 4;
    /** Other scripts and emoji: tokens of a character. */
    private static final double OTHER = 0.7;

    static PromptSize of(CharSequence text) {
        long bytes = 0;
        long plain = 0;
        long other = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                plain++;
                bytes += c == '"' || c == '\\' || c == '\n' || c == '\t' || c == '\r' ? 2 : c < 0x20 ? 6 : 1;
            } else {
                other++;
                // A pair of surrogates is four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        return new PromptSize(bytes, (long) Math.ceil(plain / PLAIN + other * OTHER));
    }

    PromptSize plus(PromptSize more) {
        return new PromptSize(bytes + more.bytes, tokens + more.tokens);
    }

    /** A node refuses the request unread. */
    boolean tooLarge() {
        return bytes + REST > limit();
    }

    private static long limit() {
        return NodeConfig.standard().limits().bodyBytes();
    }

    /** What will come of sending it, in a sentence; empty if nothing is in the way. @param window the model's, in ids @param context ids of the session so far */
    String warning(OptionalInt window, int context) {
        if (tooLarge()) return Words.of("chat.prompt.too-large", Units.bytes(bytes), Units.bytes(limit()));
        if (window.isEmpty() || window.getAsInt() <= 0) return "";
        if (tokens > window.getAsInt()) return Words.of("chat.prompt.beyond-window", Units.count(tokens), Units.count(window.getAsInt()));
        if (tokens > 64 && tokens + context > window.getAsInt()) return Words.of("chat.prompt.fills-window", Units.count(tokens), Units.count(context), Units.count(window.getAsInt()));
        return "";
    }
}
