package discedge.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.console.model.Folding;
import discedge.event.EventJson;
import discedge.event.EventLines;
import discedge.event.FredEvent;
import discedge.event.NodeEvent;
import discedge.event.RecordedEvent;
import discedge.event.ReplicaEvent;
import discedge.event.UnreadableEventException;
import discedge.event.UnreadableEventException.Reason;
import discedge.timeline.log.EventStore;
import discedge.timeline.world.Source;
import discedge.timeline.world.World;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes from other processes and from files: whole events get in and are folded, all else is refused with a word. */
class BorderTest {
    private final Timeline timeline = new Timeline(new EventStore(), Source.EMBEDDED);

    static Stream<NodeEvent> every_kind() {
        return EveryKind.one();
    }

    @ParameterizedTest
    @MethodSource("every_kind")
    void an_event_without_one_of_its_components_is_refused_and_named(NodeEvent event) throws Exception {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            String name = component.getName();
            ObjectNode without = json(event);
            without.remove(name);
            ObjectNode none = json(event);
            none.putNull(name);
            for (ObjectNode broken : List.of(without, none)) {
                if (mayBeMissing(event, component)) assertEquals(event.getClass(), both(broken.toString()).getClass());
                else assertEquals(name + " is missing", refusal(broken.toString(), Reason.INCOMPLETE), broken.toString());
            }
            if (component.getType() == List.class || component.getType() == java.util.Map.class) {
                ObjectNode hole = json(event);
                if (component.getType() == List.class) hole.putArray(name).addNull();
                else hole.putObject(name).putNull("A");
                assertEquals(name + " is missing", refusal(hole.toString(), Reason.INCOMPLETE), hole.toString());
            }
        }
    }

    private static boolean mayBeMissing(NodeEvent event, RecordComponent component) {
        return component.getType() == Optional.class || event instanceof FredEvent.Compared && component.getName().equals("roundTrip");
    }

    @Test
    void what_is_no_event_is_told_from_a_kind_of_another_version() {
        for (String no : List.of("5", "null", "[]", "{\"id\":4}", "{\"id\":4,\"type\":null}", "{nonsense", "\"\""))
            refusal(no, Reason.NO_EVENT);
        assertEquals("the kind turn.dreamt is not known here", refusal("{\"id\":4,\"type\":\"turn.dreamt\",\"node\":\"A\"}", Reason.UNKNOWN_KIND));
        assertEquals("at makes no sense", refusal("{\"id\":4,\"type\":\"life.killed\",\"node\":\"A\",\"at\":\"+999999999-12-31T23:59:59Z\"}", Reason.INCOMPLETE));
        assertEquals("turn makes no sense", refusal("{\"id\":4,\"type\":\"turn.client-gone\",\"at\":\"2026-01-01T00:00:00Z\",\"node\":\"A\",\"request\":1,\"session\":\""
                + Story.SESSION + "\",\"turn\":-1}", Reason.INCOMPLETE));
        assertEquals("at makes no sense", refusal("{\"id\":4,\"type\":\"life.killed\",\"node\":\"A\",\"at\":\"soon\"}", Reason.INCOMPLETE));
    }

    @ParameterizedTest
    @MethodSource("every_kind")
    void whatever_gets_in_can_be_folded(NodeEvent event) throws Exception {
        var log = new RandomLog(7, 4, 5, Duration.ofMillis(40));
        for (int i = 0; i < 300; i++) timeline.store().append(log.next());
        for (RecordComponent component : event.getClass().getRecordComponents())
            for (Object odd : odd(component)) appendIfLetIn(EventJson.line(new RecordedEvent(1, EveryKind.with(event, component, odd))));
        timeline.store().append(event);
        World world = timeline.catchUp();
        assertEquals(Optional.empty(), timeline.skipped());
        assertEquals(timeline.store().size(), world.event());
    }

    private void appendIfLetIn(String line) {
        NodeEvent event;
        try {
            event = both(line);
        } catch (UnreadableEventException e) {
            return;
        }
        timeline.store().append(event);
    }

    private static List<Object> odd(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == int.class) return List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
        if (type == long.class) return List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
        if (type == double.class) return List.of(-1.0, 1e300);
        if (component.getName().equals("key")) return List.of("", Story.SESSION + "tsevenx12345678", "?".repeat(41));
        if (type == String.class) return List.of("", " ", "x", "\u0000", "é".repeat(3000));
        if (type == Instant.class) return List.of(Instant.EPOCH, Instant.parse("1690-01-01T00:00:00Z"), Instant.parse("1840-01-01T00:00:00Z"), Instant.parse("2105-01-01T00:00:00Z"));
        if (type == Duration.class) return List.of(Duration.ofDays(-50_000), Duration.ZERO, Duration.ofDays(50_000));
        if (type == List.class && (component.getName().equals("missing") || component.getName().equals("leftOut"))) return List.of(List.of(), List.of(-5, Integer.MAX_VALUE));
        return List.of();
    }

    @Test
    void an_event_that_cannot_be_folded_is_skipped_and_counted_and_the_rest_is_folded() throws Exception {
        var log = new RandomLog(3, 4, 5, Duration.ofMillis(40));
        var done = new CountDownLatch(1);
        try (var folding = new Folding(timeline, () -> {
            if (timeline.newest().event() == 203) done.countDown();
        })) {
            for (int i = 0; i < 100; i++) folding.emit(log.next());
            for (int i = 0; i < 3; i++) folding.emit(new ReplicaEvent.HeadMoved(Instant.parse("2026-01-01T00:01:00Z"), "A", null, 4, Story.hash(3), 10));
            for (int i = 0; i < 100; i++) folding.emit(log.next());
            assertTrue(done.await(20, TimeUnit.SECONDS), "folding ended at event " + timeline.newest().event());
        }
        Timeline.Skipped skipped = timeline.skipped().orElseThrow();
        assertEquals(3, skipped.count());
        assertEquals(101, skipped.first().id());
        assertEquals(timeline.at(200), timeline.at(200));
        timeline.at(105);
        assertEquals(3, timeline.skipped().orElseThrow().count(), "looking back counts again");
    }

    private static ObjectNode json(NodeEvent event) throws Exception {
        return (ObjectNode) EventJson.mapper().readTree(EventJson.line(new RecordedEvent(4, event)));
    }

    /** As a stream and as a file are read: the same. */
    private static NodeEvent both(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        RecordedEvent file = new EventLines().parse(bytes, 0, bytes.length);
        assertEquals(EventJson.parse(line), file);
        return file.event();
    }

    private static String refusal(String line, Reason reason) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        var stream = assertThrows(UnreadableEventException.class, () -> EventJson.parse(line), line);
        var file = assertThrows(UnreadableEventException.class, () -> new EventLines().parse(bytes, 0, bytes.length), line);
        assertEquals(reason, stream.reason(), line);
        assertEquals(reason, file.reason(), line);
        assertEquals(stream.words(), file.words(), line);
        return stream.words();
    }
}
