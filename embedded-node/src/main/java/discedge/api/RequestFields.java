package discedge.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.RefusedException;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Typed reading of a request's JSON fields: a wrong one is a {@code bad_request} that names it. JSON null is an absent field. */
final class RequestFields {
    private static final int ECHO = 40;

    private final ObjectNode json;
    private final String prefix;

    RequestFields(ObjectNode json, String prefix) {
        this.json = json;
        this.prefix = prefix;
    }

    static RefusedException bad(String field, String message) {
        return new RefusedException(Refusal.of(RefusalCode.BAD_REQUEST, message).with("field", field));
    }

    /** What the client sent, short enough to repeat in a message. */
    static String echo(String text) {
        return text.length() <= ECHO ? "'" + text + "'" : "'" + text.substring(0, ECHO) + "…' (" + text.length() + " characters)";
    }

    Optional<JsonNode> get(String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    boolean has(String name) {
        return get(name).isPresent();
    }

    Optional<String> text(String name) {
        return get(name).map(value -> text(name, value));
    }

    private String text(String name, JsonNode value) {
        if (!value.isTextual()) throw wrongType(name, "a string", value);
        String text = value.textValue();
        if (halfSurrogate(text)) throw bad(prefix + name, prefix + name + " holds half of a surrogate pair: send whole characters");
        return text;
    }

    Optional<String> text(String name, int min, int max) {
        Optional<String> text = text(name);
        text.ifPresent(t -> {
            if (t.length() < min || t.length() > max) throw bad(prefix + name, prefix + name + " has " + t.length() + " characters: send "
                    + min + " to " + max);
        });
        return text;
    }

    /** A string, or a list of up to {@code most} of them. */
    List<String> texts(String name, int most) {
        Optional<JsonNode> value = get(name);
        if (value.isEmpty()) return List.of();
        if (value.get().isTextual()) return List.of(text(name, value.get()));
        if (!value.get().isArray()) throw wrongType(name, "a string or a list of strings", value.get());
        if (value.get().size() > most) throw bad(prefix + name, prefix + name + " has " + value.get().size() + " entries: send up to "
                + most);
        var texts = new ArrayList<String>();
        for (int i = 0; i < value.get().size(); i++) texts.add(text(name + "[" + i + "]", value.get().get(i)));
        return texts;
    }

    Optional<Long> integer(String name, long min, long max) {
        return get(name).map(value -> {
            if (!value.isIntegralNumber()) throw wrongType(name, "a whole number", value);
            if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max)
                throw bad(prefix + name, "%s%s is %s: send a whole number from %d to %d".formatted(prefix, name, cut(value.asText()), min,
                        max));
            return value.longValue();
        });
    }

    void number(String name) {
        get(name).ifPresent(value -> {
            if (!value.isNumber()) throw wrongType(name, "a number", value);
        });
    }

    Optional<Boolean> flag(String name) {
        return get(name).map(value -> {
            if (!value.isBoolean()) throw wrongType(name, "true or false", value);
            return value.booleanValue();
        });
    }

    /** A word of an enumeration; {@code ofWord} throws an {@link IllegalArgumentException} that names the allowed ones. */
    <T> Optional<T> word(String name, Function<String, T> ofWord) {
        return text(name).map(word -> {
            try {
                return ofWord.apply(cut(word));
            } catch (IllegalArgumentException e) {
                throw bad(prefix + name, prefix + name + ": " + e.getMessage());
            }
        });
    }

    Optional<SessionId> sessionId(String name) {
        return text(name).map(id -> {
            if (!SessionId.isValid(id)) throw bad(prefix + name, prefix + name + " is " + echo(id)
                    + ": a session id is 26 characters [a-z0-9]");
            return new SessionId(id);
        });
    }

    List<TurnHash> hashes(String name, int most) {
        return texts(name, most).stream().map(text -> hash(name, text)).toList();
    }

    Optional<TurnHash> hash(String name) {
        return text(name).map(text -> hash(name, text));
    }

    private TurnHash hash(String name, String text) {
        try {
            return TurnHash.parse(text);
        } catch (IllegalArgumentException e) {
            throw bad(prefix + name, prefix + name + " is " + echo(text)
                    + ": a hash is 26 characters [a-z2-7], as an answer's \"hash\" gave it");
        }
    }

    Optional<RequestFields> object(String name) {
        return get(name).map(value -> {
            if (!(value instanceof ObjectNode object)) throw wrongType(name, "an object", value);
            return new RequestFields(object, prefix + name + ".");
        });
    }

    private RefusedException wrongType(String name, String wanted, JsonNode value) {
        return bad(prefix + name, prefix + name + " must be " + wanted + ", got " + kind(value));
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case STRING -> "the string " + echo(value.textValue());
            case NUMBER, BOOLEAN -> cut(value.asText());
            case BINARY, MISSING, NULL -> "nothing";
        };
    }

    private static String cut(String text) {
        return text.length() <= ECHO ? text : text.substring(0, ECHO) + "…";
    }

    private static boolean halfSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) return true;
            i++;
        }
        return false;
    }
}
