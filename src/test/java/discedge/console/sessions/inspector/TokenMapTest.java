package discedge.console.sessions.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.sessions.Held;
import discedge.session.Role;
import discedge.timeline.RandomLog;
import discedge.timeline.Story;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenMapTest {
    @Test
    void every_id_lies_in_one_stretch_and_one_paragraph_whatever_the_lengths() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 40; i++) {
            var tokens = SessionTokens.of("A", Held.view(Story.SESSION, 1 + random.nextInt(9), 40 + random.nextInt(3000)));
            int at = 0;
            for (Stretch stretch : tokens.map().stretches()) {
                assertEquals(at, stretch.start(), "seed " + seed);
                assertTrue(stretch.length() > 0, "seed " + seed);
                at = stretch.end();
            }
            assertEquals(tokens.length(), at, "seed " + seed);
            List<Paragraph> paragraphs = Paragraph.of(tokens.map());
            int end = 0;
            for (Paragraph paragraph : paragraphs) {
                assertEquals(end, paragraph.start(), "seed " + seed);
                end = paragraph.end();
            }
            assertEquals(tokens.length(), end, "seed " + seed);
            int id = random.nextInt(tokens.length());
            Stretch stretch = tokens.map().at(id).orElseThrow();
            assertTrue(stretch.start() <= id && id < stretch.end(), "seed " + seed);
            Paragraph paragraph = paragraphs.get(Paragraph.find(paragraphs, id));
            assertTrue(paragraph.start() <= id && id < paragraph.end(), "seed " + seed);
            assertEquals(stretch.turn(), paragraph.turn(), "seed " + seed);
        }
    }

    @Test
    void ids_are_found_across_records() {
        var tokens = SessionTokens.of("A", Held.view(Story.SESSION, 5, 100));
        var all = tokens.ids(0, 500);
        assertEquals(500, all.length());
        for (int id : new int[] {0, 99, 100, 101, 250, 499}) assertEquals(all.get(id), tokens.id(id));
        assertEquals(all.slice(95, 210), tokens.ids(95, 210));
    }

    @Test
    void at_a_cursor_the_chain_is_that_of_its_head() {
        var tokens = SessionTokens.of("A", Held.view(Story.SESSION, 5, 100));
        assertEquals(300, tokens.upTo(RandomLog.hash(Story.SESSION, 3, 0)).orElseThrow().length());
        assertEquals(2, tokens.upTo(RandomLog.hash(Story.SESSION, 3, 0)).orElseThrow().branches().size());
        assertEquals(Optional.empty(), tokens.upTo(RandomLog.hash(Story.SESSION, 9, 0)));
    }

    @Test
    void without_ids_events_tell_how_many_each_turn_added() {
        var story = Story.threeNodes().turn(1, "A").turn(2, "B");
        TokenMap map = TokenMap.of(story.session());
        assertEquals(200, map.length());
        assertEquals(new Stretch(2, "B", Optional.of(Role.ASSISTANT), 130, 200), map.at(150).orElseThrow());
    }

    @Test
    void pieces_show_blanks_and_bytes_that_are_no_character() {
        assertEquals("·local", PieceText.shown(" local".getBytes(StandardCharsets.UTF_8)));
        assertEquals("↵→", PieceText.shown("\n\t".getBytes(StandardCharsets.UTF_8)));
        assertEquals("\\d9\\85\\d8", PieceText.shown(new byte[] {(byte) 0xd9, (byte) 0x85, (byte) 0xd8}));
        assertEquals("مرحبا", PieceText.shown("مرحبا".getBytes(StandardCharsets.UTF_8)));
        assertEquals("20 6c", PieceText.hex(" l".getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of(1, 1, 2, 3), List.of(PieceText.stored(0), PieceText.stored(127), PieceText.stored(1986), PieceText.stored(100_000)));
    }
}
