package discedge.api;

import com.fasterxml.jackson.core.JsonGenerator;
import discedge.engine.LlmEngine;
import discedge.fred.store.KeptItem;
import discedge.session.RecordCodec;
import discedge.session.SessionId;
import discedge.session.TurnContent;
import discedge.session.TurnRecord;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sessions as {@code GET /sessions} shows them. */
final class SessionJson {
    private SessionJson() {}

    static void summary(JsonGenerator out, NodeService.SessionSummary summary) throws IOException {
        out.writeStringField("session_id", summary.session().value());
        out.writeStringField("user_id", summary.user());
        out.writeStringField("mode", summary.mode());
        out.writeStringField("model", summary.model());
        out.writeNumberField("turn", summary.have());
        out.writeNumberField("newest_turn", summary.newest());
        if (summary.head().isPresent()) out.writeStringField("head", summary.head().get().toString());
        out.writeNumberField("tokens", summary.tokens());
        out.writeNumberField("bytes", summary.bytes());
        out.writeBooleanField("forked", summary.forked());
        out.writeBooleanField("deleted", summary.deleted());
        out.writeStringField("last_write", summary.lastWrite().toString());
        if (summary.expires().isPresent()) out.writeStringField("expires", summary.expires().get().toString());
    }

    /** @param engine shows the pieces of ids where {@code tokens} are asked for */
    static void view(JsonGenerator out, NodeService.SessionView view, LlmEngine engine, boolean tokens) throws IOException {
        summary(out, view.summary());
        out.writeStringField("tokenizer", view.header().tokenizer().value());
        out.writeStringField("template", view.header().template());
        out.writeStringField("window_policy", view.header().windowPolicy().word());
        out.writeNumberField("ttl_s", view.header().idleTtl().toSeconds());
        turns(out, "turns", view.log(), engine, tokens);
        turns(out, "branches", view.branches(), engine, tokens);
    }

    /** What FReD holds of a session: one entry a version, so siblings are several of one key. */
    static void fred(JsonGenerator out, SessionId session, List<KeptItem> items) throws IOException {
        out.writeStringField("session_id", session.value());
        out.writeArrayFieldStart("items");
        for (KeptItem item : items) {
            out.writeStartObject();
            out.writeStringField("key", item.key());
            out.writeObjectFieldStart("version");
            for (var count : item.version().counts().entrySet()) out.writeNumberField(count.getKey(), count.getValue());
            out.writeEndObject();
            out.writeStringField("origin", item.origin());
            out.writeNumberField("bytes", item.bytes());
            out.writeBooleanField("deleted", item.deleted());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void turns(JsonGenerator out, String name, List<TurnRecord> records, LlmEngine engine,
            boolean tokens) throws IOException {
        out.writeArrayFieldStart(name);
        for (TurnRecord record : records) {
            out.writeStartObject();
            turn(out, record);
            if (tokens) content(out, record.content(), engine);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void turn(JsonGenerator out, TurnRecord record) throws IOException {
        out.writeNumberField("turn", record.turn());
        out.writeStringField("hash", record.hash().toString());
        out.writeStringField("before", record.before().toString());
        out.writeStringField("request_hash", record.request().toString());
        if (record.requestId().isPresent()) out.writeStringField("request_id", record.requestId().get());
        out.writeNumberField("attempt", record.attempt());
        out.writeStringField("origin", record.origin());
        out.writeStringField("written", record.written().toString());
        out.writeNumberField("tokens", record.content().tokens());
        out.writeNumberField("bytes", RecordCodec.encode(record).length);
        Json.numbers(out, "missing", record.missing());
        Json.numbers(out, "left_out", record.leftOut());
        if (record.position().isPresent()) {
            out.writeArrayFieldStart("position");
            out.writeNumber(record.position().get().x() / 100.0);
            out.writeNumber(record.position().get().y() / 100.0);
            out.writeEndArray();
        }
        out.writeStringField("stop", record.stop().word());
    }

    private static void content(JsonGenerator out, TurnContent content, LlmEngine engine) throws IOException {
        out.writeArrayFieldStart("spans");
        for (var span : content.spans()) {
            out.writeStartObject();
            out.writeStringField("role", span.role().word());
            out.writeNumberField("start", span.start());
            out.writeNumberField("length", span.length());
            out.writeEndObject();
        }
        out.writeEndArray();
        switch (content) {
            case TurnContent.Ids(var spans, var ids) -> {
                out.writeArrayFieldStart("ids");
                for (int i = 0; i < ids.length(); i++) out.writeNumber(ids.get(i));
                out.writeEndArray();
                out.writeArrayFieldStart("pieces");
                for (int i = 0; i < ids.length(); i++) piece(out, engine.detokenize(TokenSequence.of(ids.get(i))));
                out.writeEndArray();
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
    }

    /** A text, or a list of byte values where the id holds part of a character only, as llama.cpp has it. */
    private static void piece(JsonGenerator out, byte[] bytes) throws IOException {
        try {
            out.writeString(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            out.writeStartArray();
            for (byte b : bytes) out.writeNumber(b & 0xff);
            out.writeEndArray();
        }
    }
}
