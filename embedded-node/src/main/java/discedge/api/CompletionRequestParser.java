package discedge.api;

import static discedge.api.RequestFields.bad;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.context.Consistency;
import discedge.context.OnDisconnect;
import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.RefusedException;
import discedge.context.TurnRequest;
import discedge.engine.Sampling;
import discedge.session.ContextMode;
import discedge.session.Message;
import discedge.session.Position;
import discedge.session.Role;
import discedge.session.SessionId;
import discedge.session.TurnRecord;
import discedge.session.WindowPolicy;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * From the body of {@code POST /completion} to a checked, tokenized request (docs/protocol.md, "A turn"). Fields that are not
 * ours are the engine's: they pass through as they are. Pure but for the tokenizer it is given.
 */
public final class CompletionRequestParser {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build().reader();
    private static final long MAX_WAIT_MS = 30_000;
    private static final long MAX_ATTEMPT = 1_000_000;
    private static final long MAX_TOKENS = 1_000_000;
    private static final long MAX_TTL_S = Duration.ofDays(3650).toSeconds();
    private static final int MAX_NAME = 256;
    private static final int MAX_STOPS = 16;
    private static final Set<String> FIRST_TURN_ONLY = Set.of("system", "window_policy", "ttl_s", "fork_from");
    private static final Set<String> OURS = Set.of("prompt", "messages", "system", "n_predict", "stop", "stream", "return_tokens",
            "session_id", "user_id", "turn", "mode", "consistency", "max_wait_ms", "after", "attempt", "request_id", "on_disconnect",
            "window_policy", "ttl_s", "fork_from", "position");

    private final HttpApiSettings defaults;
    private final Function<String, TokenSequence> tokenizer;

    /** @param tokenizer the ids of a text, in which special tokens are text like any other */
    public CompletionRequestParser(Function<String, TokenSequence> tokenizer, HttpApiSettings defaults) {
        this.defaults = defaults;
        this.tokenizer = tokenizer;
    }

    /** @throws RefusedException with {@code bad_request}, which names the field or the place in the body */
    public CompletionRequest parse(byte[] body) {
        ObjectNode json = read(body);
        var fields = new RequestFields(json, "");
        Optional<SessionId> session = fields.sessionId("session_id");
        int turn = turn(fields, session.isPresent());
        Optional<ContextMode> mode = mode(fields);
        boolean clientSide = mode.filter(ContextMode.CLIENT_SIDE::equals).isPresent();
        var consistency = fields.word("consistency", Consistency::ofWord).orElse(Consistency.STRONG);
        var after = fields.hashes("after", TurnRequest.MAX_AFTER);
        if (turn == 1 && !after.isEmpty()) throw bad("after",
                "turn 1 comes after nothing: leave \"after\" out, or use fork_from to go on from another session");
        if (consistency == Consistency.AVAILABLE && turn > 1 && after.isEmpty() && !clientSide)
            throw bad("after", "consistency available needs \"after\": the hash that came with your last answer, or those of your last "
                    + "turns, newest first");
        List<Message> messages = clientSide ? messages(fields) : prompt(fields);
        Sampling sampling = sampling(json, fields);
        var request = new TurnRequest(session, fields.text("user_id", 0, MAX_NAME).orElse(""), turn, mode, consistency,
                fields.integer("max_wait_ms", 0, MAX_WAIT_MS).map(Duration::ofMillis).orElse(defaults.maxWait()),
                after, fields.integer("attempt", 1, MAX_ATTEMPT).orElse(1L).intValue(), fields.text("request_id", 1, MAX_NAME),
                fields.word("on_disconnect", OnDisconnect::ofWord).orElse(OnDisconnect.FINISH), messages,
                messages.stream().map(message -> tokenizer.apply(message.content())).toList(),
                fields.word("window_policy", WindowPolicy::ofWord), fields.integer("ttl_s", 0, MAX_TTL_S).map(Duration::ofSeconds).orElse(defaults.idleTtl()),
                forkFrom(fields), sampling, CanonicalJson.hash(asked(json, sampling)), position(fields));
        return new CompletionRequest(request, fields.flag("stream").orElse(false), fields.flag("return_tokens").orElse(false));
    }

    private static ObjectNode read(byte[] body) {
        try {
            JsonNode json = body.length == 0 ? null : READER.readTree(body);
            if (json instanceof ObjectNode object) return object;
            throw new RefusedException(Refusal.of(RefusalCode.BAD_REQUEST,
                    "the body must be a JSON object, such as {\"prompt\": \"Hello\"}"));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
            throw new RefusedException(Refusal.of(RefusalCode.BAD_REQUEST, "malformed JSON at line %d, column %d: %s".formatted(
                    at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()))
                    .with("line", at.getLineNr()).with("column", at.getColumnNr()));
        } catch (IOException e) {
            // Bytes that are not UTF-8, for one.
            throw new RefusedException(Refusal.of(RefusalCode.BAD_REQUEST, "the body is no JSON: " + e.getMessage()));
        }
    }

    private static int turn(RequestFields fields, boolean hasSession) {
        Optional<Long> given = fields.integer("turn", 1, TurnRecord.MAX_TURN);
        if (given.isEmpty() && hasSession) throw bad("turn",
                "turn is missing: with a session_id, send the number of this turn, one more than the last answer's");
        int turn = given.orElse(1L).intValue();
        if (turn > 1 && !hasSession) throw bad("session_id", "turn " + turn
                + " without session_id: send the session_id that came with turn 1");
        if (turn > 1)
            for (String name : FIRST_TURN_ONLY)
                if (fields.has(name)) throw bad(name, name + " goes with turn 1 only: it is fixed for the session's life");
        return turn;
    }

    private static Optional<ContextMode> mode(RequestFields fields) {
        Optional<ContextMode> mode = fields.word("mode", ContextMode::ofWord);
        if (!fields.has("messages")) return mode;
        if (mode.isPresent() && mode.get() != ContextMode.CLIENT_SIDE) throw bad("messages", "messages go with mode client-side; in mode "
                + mode.get().word() + " send the new prompt as \"prompt\"");
        return Optional.of(ContextMode.CLIENT_SIDE);
    }

    private static List<Message> prompt(RequestFields fields) {
        String prompt = fields.text("prompt").orElseThrow(() -> bad("prompt",
                "prompt is missing: send the new prompt as a string (it may be empty)"));
        var messages = new ArrayList<Message>();
        fields.text("system").filter(text -> !text.isEmpty()).ifPresent(text -> messages.add(new Message(Role.SYSTEM, text)));
        messages.add(new Message(Role.USER, prompt));
        return messages;
    }

    private static List<Message> messages(RequestFields fields) {
        for (String name : List.of("prompt", "system", "fork_from"))
            if (fields.has(name)) throw bad(name, "mode client-side takes the whole conversation in \"messages\": leave " + name + " out");
        JsonNode list = fields.get("messages").orElseThrow(() -> bad("messages",
                "messages are missing: mode client-side carries all of them, as [{\"role\": \"user\", \"content\": \"…\"}]"));
        if (!list.isArray() || list.isEmpty()) throw bad("messages", "messages must be a list of at least one {\"role\", \"content\"}");
        var messages = new ArrayList<Message>();
        for (int i = 0; i < list.size(); i++) {
            String place = "messages[" + i + "]";
            if (!(list.get(i) instanceof ObjectNode object)) throw bad(place, place + " must be an object with role and content");
            var message = new RequestFields(object, place + ".");
            Role role = message.word("role", Role::ofWord).orElseThrow(() -> bad(place + ".role", place + " has no role"));
            messages.add(new Message(role, message.text("content").orElseThrow(() -> bad(place + ".content", place + " has no content"))));
        }
        if (messages.getLast().role() != Role.USER) throw bad("messages",
                "the last of messages must be the user's: it is what is to be answered");
        return messages;
    }

    private static Optional<Position> position(RequestFields fields) {
        return fields.get("position").map(value -> {
            if (!value.isArray() || value.size() != 2 || !value.get(0).isNumber() || !value.get(1).isNumber()) throw bad("position",
                    "position must be [x, y]: where the client is, in km east and north of an origin that its clients share");
            try {
                return Position.ofKm(value.get(0).doubleValue(), value.get(1).doubleValue());
            } catch (IllegalArgumentException e) {
                throw bad("position", e.getMessage());
            }
        });
    }

    private static Optional<TurnRequest.ForkFrom> forkFrom(RequestFields fields) {
        return fields.object("fork_from").map(from -> new TurnRequest.ForkFrom(
                from.sessionId("session_id").orElseThrow(() -> bad("fork_from.session_id",
                        "fork_from has no session_id: name the session to go on from")),
                from.hash("hash").orElseThrow(() -> bad("fork_from.hash", "fork_from has no hash: name the turn to go on from"))));
    }

    private static Sampling sampling(ObjectNode json, RequestFields fields) {
        for (String name : List.of("seed", "top_k", "repeat_last_n")) fields.integer(name, Long.MIN_VALUE, Long.MAX_VALUE);
        for (String name : List.of("temperature", "top_p", "min_p", "repeat_penalty", "presence_penalty",
                "frequency_penalty")) fields.number(name);
        for (String name : List.of("ignore_eos", "cache_prompt")) fields.flag(name);
        var others = new TreeMap<String, String>();
        json.properties().forEach(field -> {
            if (!OURS.contains(field.getKey()) && !field.getValue().isNull()) others.put(field.getKey(), field.getValue().toString());
        });
        List<String> stops = fields.texts("stop", MAX_STOPS);
        if (stops.contains("")) throw bad("stop", "stop holds an empty text, which would end every answer at once: leave it out");
        return new Sampling(fields.integer("n_predict", -1, MAX_TOKENS).map(Long::intValue).orElse(Sampling.DEFAULT_MAX_TOKENS), stops,
                others);
    }

    /** What the request hash covers: prompt or messages, system and sampling, with defaults filled in. */
    private static ObjectNode asked(ObjectNode json, Sampling sampling) {
        ObjectNode asked = json.objectNode();
        json.properties().forEach(field -> {
            if (!OURS.contains(field.getKey()) && !field.getValue().isNull()) asked.set(field.getKey(), field.getValue());
        });
        if (json.hasNonNull("prompt")) asked.set("prompt", json.get("prompt"));
        if (!json.path("system").asText().isEmpty() && json.hasNonNull("system")) asked.set("system", json.get("system"));
        if (json.hasNonNull("messages")) {
            var messages = asked.putArray("messages");
            for (JsonNode message : json.get("messages")) {
                ObjectNode copy = messages.addObject();
                copy.set("role", message.get("role"));
                copy.set("content", message.get("content"));
            }
        }
        asked.put("n_predict", sampling.maxTokens());
        var stops = asked.putArray("stop");
        sampling.stop().forEach(stops::add);
        return asked;
    }
}
