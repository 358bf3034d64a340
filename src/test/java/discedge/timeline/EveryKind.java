package discedge.timeline;

import discedge.event.NodeEvent;
import discedge.session.RequestHash;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One event of each kind there is, found by reflection: a kind that is new is not forgotten. */
public final class EveryKind {
    private static final Instant AT = Instant.parse("2026-01-01T12:04:31Z");

    private EveryKind() {}

    public static Stream<NodeEvent> one() {
        return Arrays.stream(NodeEvent.class.getPermittedSubclasses()).flatMap(group -> Arrays.stream(group.getPermittedSubclasses())).map(EveryKind::sample);
    }

    private static NodeEvent sample(Class<?> kind) {
        return made(kind, Arrays.stream(kind.getRecordComponents()).map(EveryKind::value).toArray());
    }

    /** The same with another value of one component. */
    public static NodeEvent with(NodeEvent event, RecordComponent component, Object value) {
        RecordComponent[] parts = event.getClass().getRecordComponents();
        return made(event.getClass(), Arrays.stream(parts).map(part -> part.getName().equals(component.getName()) ? value : get(event, part)).toArray());
    }

    private static Object get(NodeEvent event, RecordComponent part) {
        try {
            return part.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(part + " cannot be read", e);
        }
    }

    private static NodeEvent made(Class<?> kind, Object[] values) {
        try {
            return (NodeEvent) kind.getDeclaredConstructor(Arrays.stream(kind.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new)).newInstance(values);
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
