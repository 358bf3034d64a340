package discedge.console.operate.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PromptSizeTest {
    @Test
    void bytes_are_those_of_the_request() {
        for (String text : List.of("plain", "Grüße", "مرحبا بالعالم", "🤖🦾", "漢字"))
            assertEquals(text.getBytes(StandardCharsets.UTF_8).length, PromptSize.of(text).bytes(), text);
        assertEquals(4, PromptSize.of("\"\n").bytes(), "what JSON writes in two characters");
    }

    @Test
    void a_session_that_leaves_no_room_is_warned_of_before_its_oldest_turns_are_left_out() {
        assertEquals("", PromptSize.of("short").warning(OptionalInt.of(2_048), 2_040));
        assertTrue(PromptSize.of("word ".repeat(200)).warning(OptionalInt.of(2_048), 1_900).contains("the oldest turns will be left out"));
        assertEquals("", PromptSize.of("word ".repeat(200)).warning(OptionalInt.empty(), 1_900));
    }

    @Test
    void two_million_characters_are_measured_in_no_time() {
        long begun = System.nanoTime();
        PromptSize size = PromptSize.of("x".repeat(2_000_000));
        assertTrue(size.tooLarge());
        assertTrue(System.nanoTime() - begun < 5_000_000_000L);
    }
}
