package discedge.lab.remote;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.api.NodeService.SessionSummary;
import discedge.api.NodeService.SessionView;
import discedge.session.ContextMode;
import discedge.session.Message;
import discedge.session.RequestHash;
import discedge.session.Role;
import discedge.session.RoleSpan;
import discedge.session.SessionHeader;
import discedge.session.SessionId;
import discedge.session.StopReason;
import discedge.session.TurnContent;
import discedge.session.TurnHash;
import discedge.session.TurnRecord;
import discedge.session.WindowPolicy;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session as another process's node shows it (GET /sessions/{id}?tokens=true).
 *
 * @param pieces text of the ids in it, as bytes that may begin or end in mid-character
 */
public record RemoteSession(SessionView view, Map<Integer, byte[]> pieces) {
    /** @throws RemoteException if something in it is not what a node says */
    static RemoteSession of(JsonNode json, String node) throws RemoteException {
        try {
            var pieces = new HashMap<Integer, byte[]>();
            SessionHeader header = header(json);
            List<TurnRecord> log = records(json.path("turns"), header, pieces);
            List<TurnRecord> branches = records(json.path("branches"), header, pieces);
            return new RemoteSession(new SessionView(summary(json), header, log, branches), pieces);
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw new RemoteException(node + " shows a session that cannot be read: " + e.getMessage(), e);
        }
    }

    private static SessionHeader header(JsonNode json) {
        return new SessionHeader(new SessionId(json.path("session_id").asText()), json.path("user_id").asText(), ContextMode.ofWord(json.path("mode").asText()),
                json.path("model").asText(), new Fingerprint(json.path("tokenizer").asText()), json.path("template").asText(),
                WindowPolicy.ofWord(json.path("window_policy").asText()), Duration.ofSeconds(json.path("ttl_s").asLong()));
    }

    private static SessionSummary summary(JsonNode json) {
        String head = json.path("head").asText("");
        return new SessionSummary(new SessionId(json.path("session_id").asText()), json.path("user_id").asText(), json.path("mode").asText(), json.path("model").asText(),
                json.path("turn").asInt(), json.path("newest_turn").asInt(), head.isEmpty() ? Optional.empty() : Optional.of(TurnHash.parse(head)),
                json.path("tokens").asInt(), json.path("bytes").asInt(), json.path("forked").asBoolean(), json.path("deleted").asBoolean(),
                Instant.parse(json.path("last_write").asText()), json.hasNonNull("expires") ? Optional.of(Instant.parse(json.path("expires").asText())) : Optional.empty());
    }

    private static List<TurnRecord> records(JsonNode array, SessionHeader header, Map<Integer, byte[]> pieces) {
        var records = new ArrayList<TurnRecord>();
        for (JsonNode json : array) records.add(record(json, header, pieces));
        return records;
    }

    private static TurnRecord record(JsonNode json, SessionHeader header, Map<Integer, byte[]> pieces) {
        int turn = json.path("turn").asInt();
        return new TurnRecord(header.session(), turn, turn == 1 ? Optional.of(header) : Optional.empty(), content(json, pieces), RequestHash.parse(json.path("request_hash").asText()),
                json.has("request_id") ? Optional.of(json.path("request_id").asText()) : Optional.empty(), json.path("attempt").asInt(), json.path("origin").asText(),
                Instant.parse(json.path("written").asText()), TurnHash.parse(json.path("before").asText()), List.of(), numbers(json.path("missing")),
                numbers(json.path("left_out")), StopReason.ofWord(json.path("stop").asText()), TurnHash.parse(json.path("hash").asText()));
    }

    private static TurnContent content(JsonNode json, Map<Integer, byte[]> pieces) {
        var spans = new ArrayList<RoleSpan>();
        for (JsonNode span : json.path("spans")) spans.add(new RoleSpan(Role.ofWord(span.path("role").asText()), span.path("start").asInt(), span.path("length").asInt()));
        if (json.has("messages")) {
            var messages = new ArrayList<Message>();
            for (JsonNode message : json.path("messages")) messages.add(new Message(Role.ofWord(message.path("role").asText()), message.path("content").asText()));
            return new TurnContent.Texts(spans, messages, json.path("tokens").asInt());
        }
        var ids = new int[json.path("ids").size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = json.path("ids").path(i).asInt();
            pieces.put(ids[i], piece(json.path("pieces").path(i)));
        }
        return new TurnContent.Ids(spans, TokenSequence.of(ids));
    }

    private static byte[] piece(JsonNode json) {
        if (!json.isArray()) return json.asText("").getBytes(StandardCharsets.UTF_8);
        var bytes = new byte[json.size()];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) json.path(i).asInt();
        return bytes;
    }

    private static List<Integer> numbers(JsonNode array) {
        var numbers = new ArrayList<Integer>();
        for (JsonNode number : array) numbers.add(number.asInt());
        return numbers;
    }
}
