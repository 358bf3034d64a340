package discedge.engine;

import static org.junit.jupiter.api.Assertions.*;

import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StopTextsTest {
    private static final List<String> PIECES = List.of("a", "b", "ab", "\n", "\nUser", "User:", "ä".substring(0, 1), "END", "EN", "D");

    @Test
    void withoutStopTextsNothingIsHeldBack() {
        var stops = new StopTexts(List.of(""), StopTextsTest::piece);
        assertEquals(TokenSequence.of(7), stops.sampled(7));
        assertFalse(stops.found());
        assertEquals(TokenSequence.EMPTY, stops.rest());
    }

    @Test
    void theAnswerEndsBeforeTheIdInWhichTheTextBegins() {
        var stops = new StopTexts(List.of("bEND"), StopTextsTest::piece);
        assertEquals(TokenSequence.of(0), stops.sampled(0));
        assertEquals(TokenSequence.EMPTY, stops.sampled(2), "'ab': its b may begin the stop text");
        assertEquals(TokenSequence.EMPTY, stops.sampled(8));
        assertEquals(TokenSequence.EMPTY, stops.sampled(9));
        assertTrue(stops.found());
    }

    @Test
    void whatTurnsOutToBeNoStopTextIsHandedOver() {
        var stops = new StopTexts(List.of("\nUser:"), StopTextsTest::piece);
        assertEquals(TokenSequence.EMPTY, stops.sampled(4));
        assertEquals(TokenSequence.of(4, 0), stops.sampled(0));
        assertEquals(TokenSequence.EMPTY, stops.sampled(3));
        assertEquals(TokenSequence.of(3), stops.rest());
    }

    /** What is handed over is always the longest that can be, and the same as a search in the whole text would give. */
    @Test
    void streamingFindsWhatASearchInTheWholeTextFinds() {
        var random = new SplittableRandom(11);
        for (int round = 0; round < 2_000; round++) {
            List<String> texts = List.of(List.of("END", "\nUser:", "abab", "D\n").get(random.nextInt(4)), "EDNEND");
            var stops = new StopTexts(texts, StopTextsTest::piece);
            var ids = new ArrayList<Integer>();
            var handed = new ArrayList<Integer>();
            while (ids.size() < 12 && !stops.found()) {
                ids.add(random.nextInt(PIECES.size()));
                add(handed, stops.sampled(ids.getLast()));
            }
            boolean found = stops.found();
            if (!found) add(handed, stops.rest());
            var whole = new StringBuilder();
            ids.forEach(id -> whole.append(new String(piece(id), StandardCharsets.ISO_8859_1)));
            int at = texts.stream().mapToInt(text -> whole.indexOf(latin(text))).filter(i -> i >= 0).min().orElse(-1);
            assertEquals(at >= 0, found, whole.toString());
            int before = 0;
            for (int bytes = 0; before < ids.size(); before++) {
                bytes += piece(ids.get(before)).length;
                if (found && bytes > at) break;
            }
            assertEquals(ids.subList(0, before), handed, whole + " " + texts);
        }
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static void add(List<Integer> to, TokenSequence ids) {
        for (int i = 0; i < ids.length(); i++) to.add(ids.get(i));
    }

    private static byte[] piece(int id) {
        return PIECES.get(id).getBytes(StandardCharsets.UTF_8);
    }
}
