package discedge.engine;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * llama.cpp's sampling fields as the client sent them: each engine takes those it knows.
 *
 * @param maxTokens the longest answer in ids ({@code n_predict})
 * @param stop texts that end the answer
 * @param fields every other field by name, its value as compact JSON
 */
public record Sampling(int maxTokens, List<String> stop, SortedMap<String, String> fields) {
    public static final int DEFAULT_MAX_TOKENS = 128;

    public Sampling {
        stop = List.copyOf(stop);
        fields = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    public static Sampling defaults() {
        return new Sampling(DEFAULT_MAX_TOKENS, List.of(), new TreeMap<>());
    }

    public long number(String name, long otherwise) {
        String value = fields.get(name);
        return value == null || !value.matches("-?[0-9]{1,18}") ? otherwise : Long.parseLong(value);
    }

    public boolean flag(String name) {
        return "true".equals(fields.get(name));
    }
}
