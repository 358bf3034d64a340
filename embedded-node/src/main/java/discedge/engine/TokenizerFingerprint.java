package discedge.engine;

import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Function;

/** The fingerprint of a tokenizer: its name and size, its special ids, and what it makes of texts that tokenizers disagree on. */
public final class TokenizerFingerprint {
    private static final List<String> PROBES = List.of(
            "The quick brown fox jumps over 13 lazy dogs.",
            "  two  spaces\tand\r\n\n a tab ",
            "naïve café – 日本語のテキスト 🤖👩‍💻",
            "def f(x):\n    return x ** 2  # kp * error",
            "1234567890 3.14159 1e-9",
            "<|im_start|>user\n<|im_end|>",
            "can't WON'T I'll",
            "\u00b5s 90\u00b0 \u2264 \u03c9");

    private TokenizerFingerprint() {}

    /** @param specials the ids that the template puts in */
    public static Fingerprint of(String name, int vocabulary, TokenSequence specials, Function<String, TokenSequence> tokenizer) {
        MessageDigest sha = sha256();
        sha.update((name + "\n" + vocabulary + "\n").getBytes(StandardCharsets.UTF_8));
        update(sha, specials);
        for (String probe : PROBES) update(sha, tokenizer.apply(probe));
        return Fingerprint.of(ByteBuffer.wrap(sha.digest()).getLong());
    }

    private static void update(MessageDigest sha, TokenSequence ids) {
        var buffer = ByteBuffer.allocate(4 + 4 * ids.length()).putInt(ids.length());
        for (int i = 0; i < ids.length(); i++) buffer.putInt(ids.get(i));
        sha.update(buffer.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
