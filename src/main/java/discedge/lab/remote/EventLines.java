package discedge.lab.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import discedge.event.EventJson;
import discedge.event.RecordedEvent;
import discedge.event.UnreadableEventException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.BufferedSource;

/** The server-sent events of {@code GET /events}, one at a time. For one thread. */
final class EventLines {
    /** No event of ours comes near; a line without an end must not fill the memory. */
    private static final long LONGEST = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedSource source;

    EventLines(BufferedSource source) {
        this.source = source;
    }

    /** What a stream says. */
    sealed interface Line {
        record Event(RecordedEvent event) implements Line {}

        record Log(String node, String epoch, long first, long last) implements Line {}

        /** @param to 0 = not known */
        record Gap(long from, long to) implements Line {}

        /** @param id 0 = it has none */
        record Unreadable(long id, String why) implements Line {}
    }

    /** Waits for the next one. @throws EOFException at the stream's end */
    Line next() throws IOException {
        while (true) {
            long end = source.indexOf((byte) '\n', 0, LONGEST);
            if (end < 0) {
                if (source.exhausted() || source.getBuffer().size() < LONGEST) throw new EOFException("the stream ended");
                throw new NonsenseException("an event without an end");
            }
            String line = source.readString(end, StandardCharsets.UTF_8);
            source.skip(1);
            if (line.startsWith("data: ")) return parse(line.substring(6));
        }
    }

    private static Line parse(String data) {
        JsonNode json;
        try {
            json = JSON.readTree(data);
        } catch (JsonProcessingException e) {
            return new Line.Unreadable(0, "a line that is no JSON");
        }
        String type = json.path("type").asText("");
        try {
            return switch (type) {
                case "log" -> new Line.Log(json.path("node").asText(), json.path("epoch").asText(), json.path("first").asLong(), json.path("last").asLong());
                case "gap" -> new Line.Gap(json.path("from").asLong(), json.path("to").asLong());
                default -> new Line.Event(EventJson.parse(data));
            };
        } catch (UnreadableEventException e) {
            JsonNode id = json.path("id");
            boolean known = e.reason() == UnreadableEventException.Reason.INCOMPLETE;
            return new Line.Unreadable(id.canConvertToLong() && id.isIntegralNumber() ? id.asLong() : 0, cut(known ? type + ": " + e.words() : e.words()));
        }
    }

    private static String cut(String text) {
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
