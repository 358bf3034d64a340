package discedge.engine.simulated;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import discedge.engine.TokenizerFingerprint;
import discedge.tokens.ChatTemplate;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * JTokkit's {@code cl100k_base} with ChatML's two special tokens at ids that the encoding leaves free. Immutable, safe for many
 * threads; the encoding's tables are loaded once a process, at first use.
 */
public final class Cl100kTokenizer {
    public static final String NAME = "cl100k_base";
    public static final int IM_START = 100_264;
    public static final int IM_END = 100_265;
    /** Number of ids: one above the highest, {@code <|endofprompt|>}. */
    public static final int VOCABULARY = 100_277;

    private static final int MERGEABLE = 100_256;
    private static final int END_OF_TEXT = 100_257;
    private static final int FIM_SUFFIX = 100_260;
    private static final int END_OF_PROMPT = 100_276;
    private static final byte[] IM_START_TEXT = "<|im_start|>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IM_END_TEXT = "<|im_end|>".getBytes(StandardCharsets.US_ASCII);

    private final Encoding encoding;
    private final ChatTemplate template;
    private final Fingerprint fingerprint;

    private Cl100kTokenizer() {
        encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
        template = ChatTemplate.chatMl(IM_START, IM_END, this::tokenize);
        fingerprint = TokenizerFingerprint.of(NAME, VOCABULARY, TokenSequence.of(IM_START, IM_END), this::tokenize);
    }

    private static final class Loaded {
        static final Cl100kTokenizer INSTANCE = new Cl100kTokenizer();
    }

    public static Cl100kTokenizer instance() {
        return Loaded.INSTANCE;
    }

    public ChatTemplate template() {
        return template;
    }

    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /** The ids of a text; what looks like a special token in it stays text. A surrogate without its partner becomes {@code ?}. */
    public TokenSequence tokenize(String text) {
        return TokenSequence.of(encoding.encodeOrdinary(text).toArray());
    }

    /**
     * The bytes of ids; a special token is its written form. A character may be cut at either end.
     *
     * @throws IllegalArgumentException if an id stands for nothing
     */
    public byte[] detokenize(TokenSequence ids) {
        var out = new ByteArrayOutputStream(ids.length() * 4);
        var run = new IntArrayList(ids.length());
        for (int i = 0; i < ids.length(); i++) {
            int id = ids.get(i);
            if (id == IM_START || id == IM_END) {
                out.writeBytes(encoding.decodeBytes(run));
                run.clear();
                out.writeBytes(id == IM_START ? IM_START_TEXT : IM_END_TEXT);
            } else {
                if (!isEncoded(id)) {
                    throw new IllegalArgumentException("id " + id + " stands for nothing in " + NAME
                            + "; these ids come from another model");
                }
                run.add(id);
            }
        }
        out.writeBytes(encoding.decodeBytes(run));
        return out.toByteArray();
    }

    /** True for ids that the encoding itself knows: its words and its own special tokens. */
    private static boolean isEncoded(int id) {
        return id >= 0 && id < MERGEABLE || id >= END_OF_TEXT && id <= FIM_SUFFIX || id == END_OF_PROMPT;
    }
}
