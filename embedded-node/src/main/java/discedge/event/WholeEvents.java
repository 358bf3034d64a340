package discedge.event;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import discedge.session.TurnRecord;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What an event must have to be let in: every component but optional ones and those {@link Later} added, no nulls in lists, times
 * that fit into nanoseconds since 1970 and turns that can be (so that nobody behind this place need think of overflow).
 */
final class WholeEvents extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;
    /** Some 139 years: the difference of any two fits, too. */
    private static final long MOST_SECONDS = 4_400_000_000L;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
        return isNeeded(member) ? Boolean.TRUE : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
        return isNeeded(member) ? JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL) : JsonSetter.Value.empty();
    }

    @Override
    public Object findDeserializer(Annotated member) {
        return component(member).filter(its -> its.getType() == int.class && its.getName().equals("turn")).isPresent() ? TurnNumber.class : null;
    }

    private static boolean isNeeded(Annotated member) {
        return component(member).filter(its -> its.getType() != Optional.class && !its.isAnnotationPresent(Later.class)).isPresent();
    }

    private static Optional<RecordComponent> component(Annotated member) {
        if (!(member instanceof AnnotatedParameter parameter) || !NodeEvent.class.isAssignableFrom(parameter.getDeclaringClass())) return Optional.empty();
        return Optional.of(parameter.getDeclaringClass().getRecordComponents()[parameter.getIndex()]);
    }

    /** Instants and durations within their bounds. */
    static SimpleModule times() {
        return new SimpleModule("times")
                .addDeserializer(Instant.class, new Bounded<>(Instant.class, Instant::parse, time -> Math.abs(time.getEpochSecond()) < MOST_SECONDS))
                .addDeserializer(Duration.class, new Bounded<>(Duration.class, Duration::parse, time -> Math.abs(time.getSeconds()) < MOST_SECONDS));
    }

    /** Of a session: 0 where there is none yet. */
    static final class TurnNumber extends StdScalarDeserializer<Integer> {
        private static final long serialVersionUID = 1;

        TurnNumber() {
            super(int.class);
        }

        @Override
        public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            int turn = _parseIntPrimitive(parser, context);
            return turn >= 0 && turn <= TurnRecord.MAX_TURN ? (Integer) turn : (Integer) context.handleWeirdNumberValue(int.class, turn, "not from 0 to " + TurnRecord.MAX_TURN);
        }
    }

    /** Text that becomes a value, or is out of its bounds. */
    private static final class Bounded<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1;
        private final Class<T> type;
        private final transient Function<String, T> parse;
        private final transient Predicate<T> within;

        Bounded(Class<T> type, Function<String, T> parse, Predicate<T> within) {
            super(type);
            this.type = type;
            this.parse = parse;
            this.within = within;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) return type.cast(context.handleUnexpectedToken(type, parser));
            String text = parser.getText();
            try {
                T value = parse.apply(text);
                if (within.test(value)) return value;
            } catch (DateTimeException | ArithmeticException e) {
                // Said below.
            }
            return type.cast(context.handleWeirdStringValue(type, text, "not within 139 years of 1970"));
        }
    }
}
