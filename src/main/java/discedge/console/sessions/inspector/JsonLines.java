package discedge.console.sessions.inspector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import discedge.console.kit.Units;
import discedge.session.RecordCodec;
import discedge.session.TurnContent;
import discedge.session.TurnRecord;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A session as JSON, field names as the HTTP API has them. To be read, long lists of ids are cut, with how many are left out;
 * to be copied, everything stands there. Not for the FX thread: there may be a hundred thousand ids.
 */
final class JsonLines {
    private static final int ROW = 12;
    /** Rows of ids shown at the begin of each record, when they are cut. */
    private static final int HEAD = 1;

    private final Inspected what;
    private final boolean whole;
    private final OptionalInt chosen;
    private final StringWriter text = new StringWriter();
    private JsonGenerator out;

    private JsonLines(Inspected what, boolean whole, OptionalInt chosen) {
        this.what = what;
        this.whole = whole;
        this.chosen = chosen;
    }

    /** Everything. */
    static String whole(Inspected what) {
        return new JsonLines(what, true, OptionalInt.empty()).write();
    }

    /** To be read: lines. @param chosen the id that must be among those shown */
    static List<String> lines(Inspected what, OptionalInt chosen) {
        return new JsonLines(what, false, chosen).write().lines().toList();
    }

    private String write() {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter)
                .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            out = generator;
            out.setPrettyPrinter(printer);
            out.writeStartObject();
            new JsonFacts(out, what).write();
            if (what.tokens().isPresent()) held(what.tokens().get());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void held(SessionTokens tokens) throws IOException {
        out.writeObjectFieldStart("held_by");
        out.writeStringField("node", tokens.node());
        out.writeStringField("model", tokens.header().model());
        out.writeStringField("tokenizer", tokens.header().tokenizer().value());
        out.writeStringField("template", tokens.header().template());
        out.writeStringField("window_policy", tokens.header().windowPolicy().word());
        out.writeArrayFieldStart("records");
        for (int i = 0; i < tokens.chain().size(); i++) record(tokens.chain().get(i), tokens.starts()[i]);
        out.writeEndArray();
        out.writeArrayFieldStart("branches");
        for (TurnRecord record : tokens.branches()) record(record, -1);
        out.writeEndArray();
        out.writeEndObject();
    }

    /** @param start of its ids in the session; −1 in a branch */
    private void record(TurnRecord record, int start) throws IOException {
        out.writeStartObject();
        out.writeNumberField("turn", record.turn());
        out.writeStringField("hash", record.hash().toString());
        out.writeStringField("before", record.before().toString());
        out.writeStringField("origin", record.origin());
        out.writeStringField("written", record.written().toString());
        out.writeNumberField("attempt", record.attempt());
        out.writeStringField("stop", record.stop().word());
        out.writeNumberField("tokens", record.content().tokens());
        out.writeNumberField("bytes", RecordCodec.encode(record).length);
        out.writeFieldName("spans");
        out.writeRawValue(record.content().spans().stream().map(span -> "[\"" + span.role().word() + "\", " + span.start() + ", " + span.length() + "]").toList().toString());
        switch (record.content()) {
            case TurnContent.Ids(var spans, var ids) -> {
                out.writeFieldName("ids");
                out.writeRawValue(ids(ids, start));
            }
            case TurnContent.Texts(var spans, var messages, var count) -> {
                out.writeArrayFieldStart("messages");
                for (var message : messages) {
                    out.writeStartObject();
                    out.writeStringField("role", message.role().word());
                    out.writeStringField("content", message.content());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
        }
        out.writeEndObject();
    }

    /** Rows of ids; in between how many are left out. */
    private String ids(TokenSequence ids, int start) {
        int rows = (ids.length() + ROW - 1) / ROW;
        int chosenRow = chosen.isEmpty() || start < 0 || chosen.getAsInt() < start || chosen.getAsInt() >= start + ids.length() ? -1 : (chosen.getAsInt() - start) / ROW;
        var text = new StringBuilder("[");
        int left = 0;
        for (int row = 0; row < rows; row++) {
            boolean shown = whole || rows <= HEAD + 1 || row < HEAD || row == rows - 1 || chosenRow >= 0 && Math.abs(row - chosenRow) <= 1;
            if (!shown) {
                left += ROW;
                continue;
            }
            if (left > 0) text.append("\n            … ").append(Units.count(left)).append(" more ids");
            left = 0;
            text.append("\n            ");
            for (int i = row * ROW; i < Math.min(ids.length(), (row + 1) * ROW); i++) {
                boolean mark = !whole && chosen.isPresent() && start >= 0 && start + i == chosen.getAsInt();
                text.append(mark ? CHOSEN : "").append(ids.get(i)).append(i + 1 < ids.length() ? i + 1 < (row + 1) * ROW ? ", " : "," : "");
            }
        }
        return text.append(" ]").toString();
    }

    /** Stands before the chosen id in the lines to be read. */
    static final String CHOSEN = "\u25b8";

    static void millis(JsonGenerator out, String name, Optional<Duration> time) throws IOException {
        if (time.isEmpty()) return;
        out.writeFieldName(name);
        out.writeNumber(BigDecimal.valueOf(time.get().toNanos() / 1000, 3));
    }
}
