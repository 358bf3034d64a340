package discedge.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import discedge.session.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads many lines of events, as {@link EventJson} writes them, from bytes. Names that come again, of nodes, sessions and keys,
 * are one object however often they stand in the file: a log of millions of events fits where it otherwise would not. For one
 * thread; one for each file.
 */
public final class EventLines {
    /** Of either kind; what comes after so many different ones is not shared. */
    private static final int MOST = 200_000;
    private static final byte[] ID = "{\"id\":".getBytes(StandardCharsets.US_ASCII);
    /** Digits that always fit a long. */
    private static final int LONGEST_ID = 18;

    private final ObjectReader reader;

    public EventLines() {
        var module = new SimpleModule().addDeserializer(String.class, new Shared<>(String.class, text -> text))
                .addDeserializer(SessionId.class, new Shared<>(SessionId.class, SessionId::new));
        reader = EventJson.mapper().registerModule(module).readerFor(NodeEvent.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** @throws UnreadableEventException if the line is no whole event of this version */
    public RecordedEvent parse(byte[] bytes, int from, int length) {
        int comma = endOfId(bytes, from, length);
        if (comma < 0) return EventJson.parse(new String(bytes, from, length, StandardCharsets.UTF_8));
        long id = Long.parseLong(new String(bytes, from + ID.length, comma - from - ID.length, StandardCharsets.US_ASCII));
        bytes[comma] = '{'; // Without its id the event begins with its type, so that the parser need not keep back what stands before it.
        try {
            return new RecordedEvent(id, reader.readValue(bytes, comma, length - (comma - from)));
        } catch (JsonProcessingException e) {
            throw UnreadableEventException.of(e);
        } catch (IOException e) {
            throw UnreadableEventException.noEvent(e.getMessage());
        } finally {
            bytes[comma] = ',';
        }
    }

    /** Where the comma after the number stands that the line begins with; below 0 if it begins in another way, which is no mistake. */
    private static int endOfId(byte[] bytes, int from, int length) {
        int at = from + ID.length;
        int end = Math.min(from + length, at + LONGEST_ID + 1);
        if (at >= end || !Arrays.equals(bytes, from, at, ID, 0, ID.length)) return -1;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') at++;
        return at > from + ID.length && at < end && bytes[at] == ',' ? at : -1;
    }

    /** Texts, or what is made of them, once each. */
    private static final class Shared<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1;
        private final Class<T> type;
        private final transient Map<String, T> known = new HashMap<>();
        private final transient Function<String, T> make;

        Shared(Class<T> type, Function<String, T> make) {
            super(type);
            this.type = type;
            this.make = make;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString();
            if (text == null) return type.cast(context.handleUnexpectedToken(type, parser));
            T shared = known.get(text);
            if (shared != null) return shared;
            T made;
            try {
                made = make.apply(text);
            } catch (IllegalArgumentException e) {
                return type.cast(context.handleWeirdStringValue(type, text, e.getMessage()));
            }
            if (known.size() < MOST) known.put(text, made);
            return made;
        }
    }
}
