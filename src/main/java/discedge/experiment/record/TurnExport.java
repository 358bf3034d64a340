package discedge.experiment.record;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.event.EventJson;
import discedge.experiment.run.Manifest;
import discedge.experiment.run.SummaryJson;
import discedge.experiment.run.TurnsCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A log's turns as files for other programs; the forms are those of {@code discedge run} (docs/runs.md). */
public final class TurnExport {
    private TurnExport() {}

    /** One row a turn, the prototype's columns first. @return how many */
    public static long csv(TurnTable table, Path file) throws IOException {
        var count = new long[1];
        RunSaver.whole(file, out -> {
            out.write(TurnsCsv.header(table.nodes()).getBytes(StandardCharsets.UTF_8));
            table.forEach(row -> {
                try {
                    out.write(TurnsCsv.line(row.scenario(), row.mode(), row.turn(), table.nodes()).getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                count[0]++;
            });
        });
        return count[0];
    }

    /** The run's manifest under {@code run}, and {@code turns}. @return how many */
    public static long json(TurnTable table, Manifest manifest, Path file) throws IOException {
        var count = new long[1];
        RunSaver.whole(file, out -> {
            try (JsonGenerator json = EventJson.mapper().createGenerator(out, JsonEncoding.UTF8).useDefaultPrettyPrinter()) {
                json.writeStartObject();
                json.writePOJOField("run", manifest);
                json.writeArrayFieldStart("turns");
                table.forEach(row -> {
                    try {
                        json.writeObject(turn(row));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    count[0]++;
                });
                json.writeEndArray();
                json.writeEndObject();
            }
        });
        return count[0];
    }

    private static ObjectNode turn(TurnTable.Row row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("session", row.turn().session()).put("user", row.user()).put("scenario", row.scenario())
                .put("mode", row.mode()).put("sent", row.turn().sent().toString());
        if (row.turn().prompt().isEmpty()) json.putNull("prompt");
        else json.put("prompt", row.turn().prompt());
        json.setAll(SummaryJson.turn(row.turn()));
        if (row.turn().outcome().text().isEmpty()) json.putNull("text");
        return json;
    }
}
