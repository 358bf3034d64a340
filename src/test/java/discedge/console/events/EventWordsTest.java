package discedge.console.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ClientEvent;
import discedge.event.EventJson;
import discedge.event.LabEvent;
import discedge.event.NodeEvent;
import discedge.event.TurnEvent;
import discedge.session.RequestHash;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.timeline.RandomLog;
import discedge.timeline.Story;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        return Arrays.stream(NodeEvent.class.getPermittedSubclasses()).flatMap(group -> Arrays.stream(group.getPermittedSubclasses())).map(EventWordsTest::sample);
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

    private static NodeEvent sample(Class<?> kind) {
        try {
            RecordComponent[] parts = kind.getRecordComponents();
            Object[] values = Arrays.stream(parts).map(EventWordsTest::value).toArray();
            return (NodeEvent) kind.getDeclaredConstructor(Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new)).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(kind + " cannot be made", e);
        }
    }

    private static Object value(RecordComponent part) {
        Class<?> type = part.getType();
        if (type == Instant.class) return AT;
        if (type == Duration.class) return Duration.ofMillis(38);
        if (type == SessionId.class) return Story.SESSION;
        if (type == TurnHash.class) return Story.hash(3);
        if (type == RequestHash.class) return RequestHash.ofBytes(new byte[16]);
        if (type == Optional.class) return Optional.empty();
        if (type == boolean.class) return true;
        if (type == int.class) return 7;
        if (type == long.class) return 12L;
        if (type == double.class) return 0.8;
        if (type == Map.class) return Map.of("A", "127.0.0.1:9001");
        if (type == List.class) return part.getName().equals("missing") || part.getName().equals("leftOut") ? List.of(5, 6) : List.of();
        return switch (part.getName()) {
            case "key" -> RandomLog.key(Story.SESSION, 6);
            case "kind" -> "cut";
            case "target" -> "A-B";
            default -> part.getName();
        };
    }
}
