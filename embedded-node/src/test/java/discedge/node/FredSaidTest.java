package discedge.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import discedge.event.FredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FredSaidTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private final FredSaid said = new FredSaid();

    private static FredEvent.Ready ready() {
        return new FredEvent.Ready(AT, "A", "127.0.0.1:9001", "fredA", "kg", Map.of("fredA", "127.0.0.1:9001"), "127.0.0.1:9301", List.of(), Duration.ZERO);
    }

    private static FredEvent.Trouble trouble() {
        return new FredEvent.Trouble(AT, "A", "127.0.0.1:9001", "FReD cannot be reached", Duration.ofSeconds(1));
    }

    private static FredEvent.Compared compared(int found) {
        return new FredEvent.Compared(AT, "A", "fredB", true, "", 7, found, 0, Duration.ofMillis(3), Duration.ofMillis(2));
    }

    private static FredEvent.Members members() {
        return new FredEvent.Members(AT, "A", Map.of("fredA", "127.0.0.1:9001", "fredB", "127.0.0.1:9002"));
    }

    @Test
    void only_what_still_holds_is_told_and_what_was_found_is_counted() {
        for (FredEvent event : List.of(trouble(), ready(), compared(2), members(), compared(1), trouble())) said.emit(event);
        assertEquals(List.of(ready(), members(), trouble(), compared(3)), said.standing());
        said.emit(ready());
        assertEquals(List.of(ready(), compared(3)), said.standing(), "ready again: with its members, and without the trouble");
    }
}
