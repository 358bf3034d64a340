package discedge.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Locale;

/**
 * Events as JSON, one line each. The type's name is group and kind, as in {@code turn.committed}; instants are ISO 8601,
 * durations ISO 8601 ({@code PT0.038S}).
 */
public final class EventJson {
    private static final ObjectMapper MAPPER = mapper();
    private static final ObjectWriter WRITER = MAPPER.writerFor(NodeEvent.class);

    /** Made once a kind: a search asks for the name of every event. */
    private static final ClassValue<String> TYPE_NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> kind) {
            return typeName(kind.getDeclaringClass(), kind);
        }
    };

    private EventJson() {}

    /** A mapper that knows events, instants, durations and optionals. */
    public static ObjectMapper mapper() {
        var mapper = new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .registerModule(new Jdk8Module())
                .registerModule(WholeEvents.times())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.setAnnotationIntrospector(AnnotationIntrospector.pair(new WholeEvents(), mapper.getDeserializationConfig().getAnnotationIntrospector()));
        for (Class<?> group : NodeEvent.class.getPermittedSubclasses())
            for (Class<?> kind : group.getPermittedSubclasses()) mapper.registerSubtypes(new NamedType(kind, typeName(group, kind)));
        return mapper;
    }

    /** {@code turn.committed} for {@link TurnEvent.Committed}. */
    public static String typeName(NodeEvent event) {
        return TYPE_NAMES.get(event.getClass());
    }

    public static String line(RecordedEvent recorded) {
        return "{\"id\":" + recorded.id() + "," + text(recorded.event()).substring(1);
    }

    /** An event that has no id, as it stands in other answers than the stream's. */
    public static String text(NodeEvent event) {
        try {
            // writerFor: the type's name is written only where the declared type is the sealed interface.
            return WRITER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that is no JSON: " + event, e);
        }
    }

    /** @throws UnreadableEventException if it is no whole event of this version */
    public static NodeEvent event(JsonNode json) {
        if (!json.isObject()) throw UnreadableEventException.noEvent("an event is a JSON object");
        try {
            return MAPPER.treeToValue(json, NodeEvent.class);
        } catch (JsonProcessingException e) {
            throw UnreadableEventException.of(e);
        }
    }

    /** @throws UnreadableEventException if the line is no whole event of this version */
    public static RecordedEvent parse(String line) {
        try {
            var json = MAPPER.readTree(line);
            if (!(json instanceof ObjectNode object) || !object.path("id").isIntegralNumber()) throw UnreadableEventException.noEvent("an event is a JSON object with an id");
            long id = object.remove("id").asLong();
            return new RecordedEvent(id, event(object));
        } catch (JsonProcessingException e) {
            throw UnreadableEventException.of(e);
        }
    }

    private static String typeName(Class<?> group, Class<?> kind) {
        return kebab(group.getSimpleName().replace("Event", "")) + "." + kebab(kind.getSimpleName());
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
