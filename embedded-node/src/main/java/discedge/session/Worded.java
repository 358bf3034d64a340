package discedge.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** A value with one written form in requests, files and events: its name in lower case, with dashes. */
public interface Worded {
    String name();

    @JsonValue
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException that names the known words */
    static <E extends Enum<E> & Worded> E of(Class<E> type, String word) {
        for (E value : type.getEnumConstants()) if (value.word().equals(word)) return value;
        throw new IllegalArgumentException("'" + word + "' is none of " + Arrays.stream(type.getEnumConstants()).map(Worded::word).toList());
    }
}
