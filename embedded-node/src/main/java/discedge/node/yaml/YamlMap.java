package discedge.node.yaml;

import discedge.node.NearestName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A mapping and the ways to take values out of it. A value of the wrong kind is reported and then treated as absent, so
 * that reading goes on to the next problem. In keys {@code -} and {@code _} are the same.
 */
public final class YamlMap implements YamlValue {
    private final int line;
    private final String name;
    private final Map<String, Entry> entries;
    private final Problems problems;

    /**
     * @param line of the key, from 1
     * @param key as written
     */
    public record Entry(int line, String key, YamlValue value) {}

    YamlMap(int line, String name, Map<String, Entry> entries, Problems problems) {
        this.line = line;
        this.name = name;
        this.entries = entries;
        this.problems = problems;
    }

    @Override
    public int line() {
        return line;
    }

    static String plain(String key) {
        return key.replace('-', '_');
    }

    /** Reports every other key with the nearest right name. */
    public YamlMap only(String... known) {
        List<String> names = List.of(known);
        for (Entry entry : entries.values()) {
            if (names.contains(plain(entry.key()))) continue;
            String hint = NearestName.of(entry.key(), names).map(near -> "did you mean '" + near + "'?").orElse("the keys here are " + String.join(", ", names));
            problems.add(entry.line(), "unknown key '" + entry.key() + "'" + (name.equals("file") ? "" : " in " + name) + "; " + hint);
        }
        return this;
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Line of a key; the mapping's own if it is not there. */
    public int lineOf(String key) {
        return has(key) ? entries.get(key).line() : line;
    }

    /** The value; a key without one is reported and absent. */
    public Optional<YamlValue> value(String key) {
        Entry entry = entries.get(key);
        if (entry == null) return Optional.empty();
        if (!(entry.value() instanceof Nothing)) return Optional.of(entry.value());
        problems.add(entry.line(), "'" + entry.key() + "' has no value");
        return Optional.empty();
    }

    public Optional<String> text(String key) {
        return value(key).flatMap(value -> {
            if (value instanceof Text text && !text.value().isBlank()) return Optional.of(text.value());
            problems.add(value.line(), "'" + key + "' is a text, not " + (value instanceof Text ? "an empty one" : value.what()));
            return Optional.empty();
        });
    }

    /** As {@link #text}, and reported if the key is not there. */
    public Optional<String> required(String key) {
        if (!has(key)) problems.add(line, "'" + key + "' is missing" + (name.equals("file") ? "" : " in " + name));
        return text(key);
    }

    /** A whole number from {@code least} to {@code most}. */
    public OptionalLong number(String key, long least, long most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) return OptionalLong.empty();
        if (text.get().matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) return OptionalLong.of(number);
        }
        problems.add(lineOf(key), "'" + key + "' is a whole number from " + least + " to " + most + ", not '" + text.get() + "'");
        return OptionalLong.empty();
    }

    public OptionalDouble decimal(String key, double least, double most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) return OptionalDouble.empty();
        OptionalDouble number = Quantity.decimal(text.get());
        if (number.isPresent() && number.getAsDouble() >= least && number.getAsDouble() <= most) return number;
        problems.add(lineOf(key), "'" + key + "' is a number from " + least + " to " + most + ", not '" + text.get() + "'");
        return OptionalDouble.empty();
    }

    /** {@code 9ms}, {@code 1.5s}. */
    public Optional<Duration> duration(String key) {
        return parsed(key, Quantity::duration);
    }

    /** {@code 10Mbit} as bytes a second. */
    public Optional<Long> bandwidth(String key) {
        return parsed(key, Quantity::bandwidth);
    }

    /** One of {@code words}. */
    public Optional<String> word(String key, List<String> words) {
        return parsed(key, text -> {
            if (words.contains(text)) return text;
            String hint = NearestName.hint(text, words);
            throw new IllegalArgumentException("'" + text + "' is none of " + String.join(", ", words) + hint);
        });
    }

    /** A text that {@code parse} understands; what it throws is reported as the problem. */
    public <T> Optional<T> parsed(String key, Function<String, T> parse) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text));
            } catch (IllegalArgumentException e) {
                problems.add(lineOf(key), key + ": " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    public Optional<YamlMap> map(String key) {
        return value(key).flatMap(value -> asMap(value, "'" + key + "'"));
    }

    /** A value as a mapping, reported if it is none. */
    public Optional<YamlMap> asMap(YamlValue value, String what) {
        if (value instanceof YamlMap map) return Optional.of(map);
        problems.add(value.line(), what + " is a mapping of keys to values, not " + value.what());
        return Optional.empty();
    }

    /** The list's values; empty if the key is not there. */
    public List<YamlValue> items(String key) {
        return value(key).map(value -> {
            if (value instanceof Items items) return items.values();
            problems.add(value.line(), "'" + key + "' is a list, not " + value.what());
            return List.<YamlValue>of();
        }).orElse(List.of());
    }

    /** The list's mappings; what is none is reported. */
    public List<YamlMap> maps(String key) {
        return items(key).stream().flatMap(value -> asMap(value, "each of '" + key + "'").stream()).toList();
    }

    /** The list's texts; what is none is reported. */
    public List<String> texts(String key) {
        return items(key).stream().flatMap(value -> {
            if (value instanceof Text text && !text.value().isBlank()) return Arrays.asList(text.value()).stream();
            problems.add(value.line(), "each of '" + key + "' is a text, not " + value.what());
            return java.util.stream.Stream.<String>empty();
        }).toList();
    }

    public void problem(String key, String message) {
        problems.add(lineOf(key), message);
    }
}
