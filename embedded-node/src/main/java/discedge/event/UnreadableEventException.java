package discedge.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line that is no event of this version. */
public final class UnreadableEventException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    /** As Jackson names a component that must be there and is not. */
    private static final Pattern MISSING = Pattern.compile("Missing required creator property '(\\w+)'");

    /** What is wrong with it. */
    public enum Reason {
        /** It is no JSON object, or says nothing of what it is. */
        NO_EVENT,
        /** A whole event of a kind that is not known here: of a newer version, most likely. */
        UNKNOWN_KIND,
        /** Of a known kind, and something that must be there is missing or makes no sense. */
        INCOMPLETE
    }

    private final Reason reason;
    private final String words;

    private UnreadableEventException(Reason reason, String words, Throwable cause) {
        super("not an event: " + words, cause);
        this.reason = reason;
        this.words = words;
    }

    static UnreadableEventException noEvent(String words) {
        return new UnreadableEventException(Reason.NO_EVENT, words, null);
    }

    static UnreadableEventException of(JsonProcessingException problem) {
        return switch (problem) {
            case InvalidTypeIdException kind when kind.getTypeId() == null -> new UnreadableEventException(Reason.NO_EVENT, "type is missing", problem);
            case InvalidTypeIdException kind -> new UnreadableEventException(Reason.UNKNOWN_KIND, "the kind " + kind.getTypeId() + " is not known here", problem);
            case JsonMappingException mapping -> new UnreadableEventException(Reason.INCOMPLETE, component(mapping), problem);
            case JsonProcessingException other -> new UnreadableEventException(Reason.NO_EVENT, other.getOriginalMessage(), problem);
        };
    }

    private static String component(JsonMappingException problem) {
        Matcher missing = MISSING.matcher(problem.getOriginalMessage());
        if (missing.find()) return missing.group(1) + " is missing";
        String at = problem.getPath().stream().map(JsonMappingException.Reference::getFieldName).filter(name -> name != null).findFirst().orElse("");
        if (problem instanceof InvalidNullException none) return (at.isEmpty() ? none.getPropertyName().getSimpleName() : at) + " is missing";
        return at.isEmpty() ? problem.getOriginalMessage() : at + " makes no sense";
    }

    public Reason reason() {
        return reason;
    }

    /** Which component, such as "session is missing". */
    public String words() {
        return words;
    }
}
