package discedge.console.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ClientEvent;
import discedge.event.EventJson;
import discedge.event.LabEvent;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import discedge.timeline.EveryKind;
import discedge.timeline.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventWordsTest {
    private static final Instant AT = Instant.parse("2026-01-01T12:04:31Z");
    private static final Set<String> NODES = Set.of("A", "B", "edge-1", "edge-2");
    private final EventWords words = new EventWords(NODES::contains);

    static Stream<NodeEvent> one_of_each_kind() {
        return EveryKind.one();
    }

    @ParameterizedTest
    @MethodSource("one_of_each_kind")
    void every_kind_of_event_has_a_sentence(NodeEvent event) {
        String sentence = words.sentence(event);
        assertTrue(sentence.length() > 3 && !sentence.contains("{") && !sentence.contains("null") && !sentence.endsWith("."), EventJson.typeName(event) + ": " + sentence);
    }

    @Test
    void sentences_say_who_does_what_in_plain_words() {
        assertEquals("B waits for turn 6; has up to turn 5", words.sentence(new TurnEvent.Waiting(AT, "B", 1, Story.SESSION, 7, 5, List.of(6))));
        assertEquals("B waits for turns 5, 6; has nothing of the session", words.sentence(new TurnEvent.Waiting(AT, "B", 1, Story.SESSION, 7, 0, List.of(5, 6))));
        assertEquals("B refuses turn 7: 409 replica_behind, turn 6 is not here", words.sentence(new TurnEvent.Refused(AT, "B", 1, Story.SESSION, 7, 409, "replica_behind", "turn 6 is not here")));
        assertEquals("u1 roams from A to B", words.sentence(new ClientEvent.Roamed(AT, "B", "u1", Optional.of(Story.SESSION), "A", "chosen")));
        assertEquals("The lab cuts edge-1–edge-2 for 30\u00a0s", words.sentence(new LabEvent.FaultBegan(AT, "lab", 1, "cut", "edge-1-edge-2", Duration.ofSeconds(30))));
        assertEquals("The lab cuts every link of edge-1 silently", words.sentence(new LabEvent.FaultBegan(AT, "lab", 1, "silent-cut", "edge-1", Duration.ZERO)));
        assertEquals("The lab starts B again, by hand", words.sentence(new LabEvent.FaultEnded(AT, "lab", 1, "kill", "B", true)));
        assertEquals("B is 9 ms behind", words.sentence(new LabEvent.Said(AT, "lab", "B is 9 ms behind")));
    }
}
