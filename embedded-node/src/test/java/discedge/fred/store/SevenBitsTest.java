package discedge.fred.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SevenBitsTest {
    @Test
    void any_bytes_are_text_of_one_byte_a_character_and_come_back() {
        var random = new SplittableRandom(1);
        for (int length = 0; length < 300; length++) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            String text = SevenBits.pack(bytes);
            assertTrue(text.length() >= 1 && text.length() == 1 + (length * 8 + 6) / 7, "an eighth more");
            assertEquals(text.length(), text.getBytes(StandardCharsets.UTF_8).length);
            assertArrayEquals(bytes, SevenBits.unpack(text).orElseThrow());
        }
    }

    @Test
    void what_is_not_packed_so_is_refused() {
        for (String text : new String[] {"", "b", "a\u00e9", "{\"context\":[]}"}) assertEquals(Optional.empty(), SevenBits.unpack(text).map(_ -> text), text);
        String packed = SevenBits.pack(new byte[] {1, 2, 3});
        assertEquals(Optional.empty(), SevenBits.unpack(packed.substring(0, packed.length() - 1) + (char) (packed.charAt(packed.length() - 1) | 1)).map(_ -> "padding that is not empty"));
    }
}
