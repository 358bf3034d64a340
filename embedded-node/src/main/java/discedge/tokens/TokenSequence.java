package discedge.tokens;

import java.util.Arrays;
import java.util.List;

/** An immutable sequence of token ids, as a model was shown or sampled them. */
public final class TokenSequence {
    public static final TokenSequence EMPTY = new TokenSequence(new int[0]);

    private final int[] ids;

    private TokenSequence(int[] ids) {
        this.ids = ids;
    }

    /** A sequence of the given ids; the array is copied. */
    public static TokenSequence of(int... ids) {
        return ids.length == 0 ? EMPTY : new TokenSequence(ids.clone());
    }

    public static TokenSequence concat(List<TokenSequence> parts) {
        int length = 0;
        for (TokenSequence part : parts) length += part.ids.length;
        int[] all = new int[length];
        int at = 0;
        for (TokenSequence part : parts) {
            System.arraycopy(part.ids, 0, all, at, part.ids.length);
            at += part.ids.length;
        }
        return new TokenSequence(all);
    }

    public static TokenSequence concat(TokenSequence... parts) {
        return concat(Arrays.asList(parts));
    }

    public int length() {
        return ids.length;
    }

    public boolean isEmpty() {
        return ids.length == 0;
    }

    public int get(int index) {
        return ids[index];
    }

    /** The ids in {@code [from, to)}. */
    public TokenSequence slice(int from, int to) {
        return from == 0 && to == ids.length ? this : new TokenSequence(Arrays.copyOfRange(ids, from, to));
    }

    public TokenSequence append(int id) {
        int[] all = Arrays.copyOf(ids, ids.length + 1);
        all[ids.length] = id;
        return new TokenSequence(all);
    }

    /** How many leading ids both sequences share. */
    public int commonPrefix(TokenSequence other) {
        int mismatch = Arrays.mismatch(ids, other.ids);
        return mismatch < 0 ? ids.length : mismatch;
    }

    public boolean startsWith(TokenSequence prefix) {
        return prefix.ids.length <= ids.length && Arrays.equals(ids, 0, prefix.ids.length, prefix.ids, 0, prefix.ids.length);
    }

    public int[] toArray() {
        return ids.clone();
    }

    /** Continues a 64-bit digest over these ids: {@code b.digest(a.digest(d))} is the digest of a then b. */
    public long digest(long before) {
        long h = before;
        for (int id : ids) {
            h = (h ^ id) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 29;
        }
        return h;
    }

    /** The digest of the empty sequence. */
    public static final long EMPTY_DIGEST = 0x2545F4914F6CDD1DL;

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSequence that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return ids.length <= 16 ? Arrays.toString(ids) : ids.length + " ids";
    }
}
