package discedge.engine;

import discedge.tokens.TokenSequence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Looks for texts that end an answer while it is sampled. Ids whose text may be the beginning of one are held back: what was
 * handed over cannot be taken back. Texts are compared by bytes. For one thread.
 */
public final class StopTexts {
    private final List<byte[]> stops;
    private final IntFunction<byte[]> piece;
    private final List<Integer> held = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private byte[] text = new byte[0];
    private boolean found;

    /** @param piece the bytes of an id */
    public StopTexts(List<String> stops, IntFunction<byte[]> piece) {
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).map(stop -> stop.getBytes(StandardCharsets.UTF_8)).toList();
        this.piece = piece;
    }

    /** Takes in an id; returns those that may be handed over now. */
    public TokenSequence sampled(int id) {
        if (stops.isEmpty()) return TokenSequence.of(id);
        held.add(id);
        starts.add(text.length);
        var longer = new ByteArrayOutputStream();
        longer.writeBytes(text);
        longer.writeBytes(piece.apply(id));
        text = longer.toByteArray();
        int at = firstStop();
        found = at >= 0;
        return hand(found ? at : mayBegin());
    }

    /** A stop text was said: the answer ends before the id in which it begins. */
    public boolean found() {
        return found;
    }

    /** What was held back, when the answer ends without a stop text. */
    public TokenSequence rest() {
        return hand(text.length);
    }

    /** Hands over the ids that end at or before a byte, and keeps the others. */
    private TokenSequence hand(int end) {
        int count = 0;
        while (count < held.size() && endOf(count) <= end) count++;
        int[] ids = held.subList(0, count).stream().mapToInt(Integer::intValue).toArray();
        int cut = count == held.size() ? text.length : starts.get(count);
        held.subList(0, count).clear();
        starts.subList(0, count).clear();
        starts.replaceAll(start -> start - cut);
        text = java.util.Arrays.copyOfRange(text, cut, text.length);
        return TokenSequence.of(ids);
    }

    private int endOf(int index) {
        return index + 1 < starts.size() ? starts.get(index + 1) : text.length;
    }

    private int firstStop() {
        for (int at = 0; at < text.length; at++) for (byte[] stop : stops) if (matches(stop, at, stop.length)) return at;
        return -1;
    }

    /** Where the first beginning of a stop text stands that runs to the end of what there is; the end if there is none. */
    private int mayBegin() {
        for (int at = 0; at < text.length; at++) for (byte[] stop : stops) if (matches(stop, at, text.length - at)) return at;
        return text.length;
    }

    private boolean matches(byte[] stop, int at, int length) {
        if (length > stop.length || at + length > text.length) return false;
        for (int i = 0; i < length; i++) if (text[at + i] != stop[i]) return false;
        return true;
    }
}
