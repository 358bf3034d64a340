package discedge.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8PiecesTest {
    @Test
    void a_character_comes_when_its_last_byte_is_there() {
        byte[] bytes = "a€😀".getBytes(StandardCharsets.UTF_8);
        var pieces = new Utf8Pieces();
        var seen = new StringBuilder();
        for (byte b : bytes) seen.append(pieces.next(new byte[] {b})).append('|');
        assertEquals("a|||€||||😀|", seen.toString());
        assertEquals("", pieces.rest());
    }

    @Test
    void a_character_that_never_gets_complete_becomes_the_replacement() {
        var pieces = new Utf8Pieces();
        assertEquals("a", pieces.next(new byte[] {'a', (byte) 0xe2, (byte) 0x82}));
        assertEquals("\ufffd", pieces.rest());
    }

    @Test
    void all_pieces_together_are_what_the_bytes_together_are() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) bytes = new String(bytes, StandardCharsets.UTF_16BE).getBytes(StandardCharsets.UTF_8);
            var pieces = new Utf8Pieces();
            var text = new StringBuilder();
            for (int at = 0; at < bytes.length; ) {
                int next = Math.min(bytes.length, at + random.nextInt(4));
                text.append(pieces.next(Arrays.copyOfRange(bytes, at, next)));
                at = next;
            }
            assertEquals(new String(bytes, StandardCharsets.UTF_8), text.append(pieces.rest()).toString(), "seed " + seed + ", bytes "
                    + Arrays.toString(bytes));
        }
    }
}
