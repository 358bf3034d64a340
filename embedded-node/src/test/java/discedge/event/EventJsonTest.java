package discedge.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void events_within_an_event_come_back_as_what_they_were() {
        var seen = new RecordedEvent(7, new WatchEvent.Fred(AT, "A", AT, List.of(
                new FredEvent.Ready(AT, "A", "127.0.0.1:9001", "fredA", "kg", Map.of("fredA", "127.0.0.1:9001"), "127.0.0.1:9301", List.of("edge"), Duration.ofMillis(38)),
                new FredEvent.Trigger(AT, "A", "t", "127.0.0.1:9301", false, "it was silent"))));
        String line = EventJson.line(seen);
        assertTrue(line.contains("\"type\":\"watch.fred\"") && line.contains("{\"type\":\"fred.trigger\""), line);
        assertEquals(seen, EventJson.parse(line));
    }

    @Test
    void what_is_no_event_of_this_version_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> EventJson.event(JsonNodeFactory.instance.objectNode().put("type", "fred.unheard-of")));
        assertThrows(IllegalArgumentException.class, () -> EventJson.parse("{\"type\":\"life.killed\"}"));
    }
}
