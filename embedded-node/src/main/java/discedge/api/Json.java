package discedge.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** JSON to bytes, and the forms that all answers share. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes the inside of one object. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    static byte[] object(Body body) {
        var bytes = new ByteArrayBuilder(512);
        write(bytes, body);
        return bytes.toByteArray();
    }

    /** {@code data: {…}} and an empty line, as server-sent events are written. */
    static byte[] event(Body body) {
        var bytes = new ByteArrayBuilder(256);
        for (char c : "data: ".toCharArray()) bytes.append(c);
        write(bytes, body);
        bytes.append('\n');
        bytes.append('\n');
        return bytes.toByteArray();
    }

    private static void write(ByteArrayBuilder bytes, Body body) {
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            body.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
    }

    /** Milliseconds with three digits. */
    static void millis(JsonGenerator out, String name, Duration duration) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(BigDecimal.valueOf(duration.toNanos() / 1000, 3));
    }

    static void numbers(JsonGenerator out, String name, List<Integer> numbers) throws IOException {
        out.writeArrayFieldStart(name);
        for (int number : numbers) out.writeNumber(number);
        out.writeEndArray();
    }

    /** A plain value: text, number, boolean, list, map; anything else by its text. */
    static void value(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Boolean flag -> out.writeBoolean(flag);
            case Duration duration -> out.writeNumber(BigDecimal.valueOf(duration.toNanos() / 1000, 3));
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (var entry : map.entrySet()) {
                    out.writeFieldName(entry.getKey().toString());
                    value(out, entry.getValue());
                }
                out.writeEndObject();
            }
            case Iterable<?> list -> {
                out.writeStartArray();
                for (Object item : list) value(out, item);
                out.writeEndArray();
            }
            default -> out.writeString(value.toString());
        }
    }
}
