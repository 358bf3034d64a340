package discedge.engine.server;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bytes of ids, as far as they were seen: a server tells the text of ids, and a part of a character is no text. What it
 * tokenized or sampled it told exactly. Safe for many threads; bounded by the vocabulary.
 */
final class Pieces {
    private static final int MOST = 1_000_000;

    private final Map<Integer, byte[]> known = new ConcurrentHashMap<>();

    void learn(int id, byte[] bytes) {
        if (known.size() < MOST) known.putIfAbsent(id, bytes);
    }

    /** Not to be changed. */
    Optional<byte[]> of(int id) {
        return Optional.ofNullable(known.get(id));
    }
}
