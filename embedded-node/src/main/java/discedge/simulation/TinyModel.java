package discedge.simulation;

import discedge.engine.EngineInfo;
import discedge.tokens.ChatTemplate;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;

/** The smallest model that still makes every answer depend on every id before it. */
final class TinyModel {
    static final int VOCABULARY = 1_000;
    static final Fingerprint FINGERPRINT = Fingerprint.of(0x7157);
    static final ChatTemplate TEMPLATE = ChatTemplate.chatMl(1, 2, TinyModel::tokenize);

    private TinyModel() {}

    static EngineInfo info(int window) {
        return new EngineInfo("tiny", "tiny", FINGERPRINT, VOCABULARY, window, "instant", true);
    }

    /** One id a character, none of them special. */
    static TokenSequence tokenize(String text) {
        return TokenSequence.of(text.chars().map(c -> 10 + c % (VOCABULARY - 10)).toArray());
    }

    static TokenSequence answer(TokenSequence prompt) {
        long digest = prompt.digest(TokenSequence.EMPTY_DIGEST);
        int[] ids = new int[2 + (int) Long.remainderUnsigned(digest, 9)];
        for (int i = 0; i < ids.length; i++) {
            digest = digest * 6364136223846793005L + 1442695040888963407L;
            ids[i] = 10 + (int) Long.remainderUnsigned(digest >>> 33, VOCABULARY - 10);
        }
        return TokenSequence.of(ids);
    }

    static String text(TokenSequence ids) {
        var out = new StringBuilder();
        for (int i = 0; i < ids.length(); i++) out.append((char) ('a' + ids.get(i) % 26));
        return out.toString();
    }
}
