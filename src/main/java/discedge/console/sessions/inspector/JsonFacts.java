package discedge.console.sessions.inspector;

import com.fasterxml.jackson.core.JsonGenerator;
import discedge.console.sessions.state.Replica;
import discedge.console.sessions.state.SessionLine;
import discedge.timeline.world.SessionState;
import discedge.timeline.world.Stage;
import discedge.timeline.world.TurnState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What events tell of a session, as fields of a JSON object. */
final class JsonFacts {
    private final JsonGenerator out;
    private final SessionLine line;
    private final SessionState session;

    JsonFacts(JsonGenerator out, Inspected what) {
        this.out = out;
        this.line = what.line();
        this.session = what.session();
    }

    void write() throws IOException {
        out.writeStringField("session_id", session.id().value());
        text("user_id", session.who().user());
        text("client", session.who().client());
        text("mode", session.who().mode());
        text("consistency", session.who().consistency());
        text("node", session.node());
        out.writeNumberField("turn", session.turn());
        if (line.tokens().isPresent()) out.writeNumberField("tokens", line.tokens().getAsInt());
        if (line.windowTokens().isPresent()) out.writeNumberField("window", line.windowTokens().getAsInt());
        out.writeNumberField("bytes", session.totals().bytes());
        out.writeNumberField("retries", session.totals().retries());
        JsonLines.millis(out, "lag_ms", line.lag());
        JsonLines.millis(out, "first_token_ms", session.totals().firstToken());
        numbers("forked_turns", session.flags().forkedTurns());
        out.writeBooleanField("deleted", session.flags().deleted());
        out.writeBooleanField("expired", session.expired());
        out.writeStringField("last_active", session.active().toString());
        out.writeArrayFieldStart("replicas");
        for (Replica replica : line.replicas()) replica(replica);
        out.writeEndArray();
        out.writeArrayFieldStart("turns");
        for (TurnState turn : session.turnsInOrder()) turn(turn);
        out.writeEndArray();
    }

    private void text(String name, String value) throws IOException {
        if (!value.isEmpty()) out.writeStringField(name, value);
    }

    private void numbers(String name, List<Integer> numbers) throws IOException {
        out.writeFieldName(name);
        out.writeRawValue(numbers.toString());
    }

    private void replica(Replica replica) throws IOException {
        out.writeStartObject();
        out.writeStringField("node", replica.node());
        out.writeStringField("state", replica.state().name().toLowerCase(Locale.ROOT));
        if (replica.head().isPresent()) {
            out.writeNumberField("turn", replica.turn());
            out.writeStringField("head", replica.head().get().hash().toString());
            out.writeNumberField("tokens", replica.head().get().tokens());
        }
        out.writeNumberField("turns_behind", replica.behind());
        out.writeEndObject();
    }

    private void turn(TurnState turn) throws IOException {
        out.writeStartObject();
        out.writeNumberField("turn", turn.turn());
        out.writeStringField("node", turn.asked().node());
        text("mode", turn.asked().mode());
        out.writeStringField("phase", turn.phase().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("attempts", turn.asked().attempts());
        out.writeNumberField("context_tokens", turn.tokens().context());
        out.writeNumberField("prompt_tokens", turn.tokens().prompt());
        out.writeNumberField("cached_tokens", turn.tokens().cached());
        out.writeNumberField("answer_tokens", turn.tokens().answer());
        out.writeNumberField("new_tokens", turn.tokens().added());
        for (Stage stage : Stage.values()) JsonLines.millis(out, stage.name().toLowerCase(Locale.ROOT) + "_ms", turn.stages().of(stage));
        JsonLines.millis(out, "first_token_ms", turn.stages().firstToken());
        JsonLines.millis(out, "total_ms", turn.stages().total());
        bytes("request_bytes", turn.traffic().request());
        bytes("response_bytes", turn.traffic().response());
        bytes("record_bytes", turn.traffic().record());
        out.writeBooleanField("stale", turn.outcome().stale());
        out.writeBooleanField("replayed", turn.outcome().replayed());
        numbers("missing", turn.outcome().missing());
        numbers("left_out", turn.outcome().leftOut());
        if (turn.outcome().hash().isPresent()) out.writeStringField("hash", turn.outcome().hash().get().toString());
        out.writeEndObject();
    }

    private void bytes(String name, Optional<Long> bytes) throws IOException {
        if (bytes.isPresent()) out.writeNumberField(name, bytes.get());
    }
}
