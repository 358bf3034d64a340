package discedge.engine.gguf;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a whole GGUF file says of its model.
 *
 * @param metadata in the file's order
 * @param bytes of the file
 */
public record GgufInfo(int version, Map<String, GgufValue> metadata, Tensors tensors, long bytes) {
    /** Architectures that read and do not write: an image encoder, an embedding model. */
    private static final Set<String> NO_GENERATORS = Set.of("clip", "bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "neo-bert",
            "modern-bert", "gemma-embedding", "t5encoder", "wavtokenizer-dec", "whisper");

    /**
     * @param parameters numbers in all tensors
     * @param bytes that they take
     * @param unchecked tensors of a type newer than this program, of which only the place was checked
     */
    public record Tensors(long count, long parameters, long bytes, long unchecked) {}

    public GgufInfo {
        metadata = Collections.unmodifiableMap(metadata);
    }

    /** {@code llama}, {@code qwen2}; empty if the file does not say. */
    public String architecture() {
        return text("general.architecture").orElse("");
    }

    /** The model's own name, as in {@code SmolLM2 135M Instruct}. */
    public Optional<String> name() {
        return text("general.name");
    }

    /** As the file says it, such as {@code apache-2.0}. */
    public Optional<String> licence() {
        return text("general.license").or(() -> text("general.license.name"));
    }

    /** The longest context the model was trained for, in ids; 0 if the file does not say. */
    public long window() {
        return whole("context_length");
    }

    /** Number of token ids; 0 if the file has no tokenizer. */
    public long vocabulary() {
        return metadata.get("tokenizer.ggml.tokens") instanceof GgufValue.Many many ? many.count() : 0;
    }

    public Optional<String> chatTemplate() {
        return text("tokenizer.chat_template");
    }

    /** Bytes of KV cache that an id of context takes, at 16 bits a number; 0 if the file does not say. */
    public long kvBytesPerId() {
        long heads = whole("attention.head_count");
        long embedding = whole("embedding_length");
        if (heads < 1) return 0;
        long kvHeads = metadata.containsKey(architecture() + ".attention.head_count_kv") ? whole("attention.head_count_kv") : heads;
        long key = metadata.containsKey(architecture() + ".attention.key_length") ? whole("attention.key_length") : embedding / heads;
        long value = metadata.containsKey(architecture() + ".attention.value_length") ? whole("attention.value_length") : embedding / heads;
        return whole("block_count") * kvHeads * (key + value) * 2;
    }

    /** Why this is nothing that can answer; empty if it can, as far as the file says. */
    public Optional<String> whyNoGenerator() {
        String is = architecture();
        if (is.isEmpty()) return Optional.of("it does not say its architecture");
        if (NO_GENERATORS.contains(is.toLowerCase(Locale.ROOT))) return Optional.of("its architecture '" + is + "' does not generate text");
        if (tensors.count() == 0) return Optional.of("it has no weights (a vocabulary or a template alone)");
        if (vocabulary() == 0) return Optional.of("it has no tokenizer (a part of a split model, or an adapter)");
        if (metadata.get("split.count") instanceof GgufValue.Whole(long parts) && parts > 1) {
            return Optional.of("it is one of " + parts + " parts; join them with llama-gguf-split --merge");
        }
        return Optional.empty();
    }

    private Optional<String> text(String key) {
        return metadata.get(key) instanceof GgufValue.Text(String value) && !value.isBlank() ? Optional.of(value) : Optional.empty();
    }

    /** A number of this architecture; of a list, one for each layer, the largest. */
    private long whole(String key) {
        return switch (metadata.get(architecture() + "." + key)) {
            case GgufValue.Whole(long value) -> Math.max(0, value);
            case GgufValue.Many(long count, long largest) -> largest;
            case GgufValue.Decimal _, GgufValue.Flag _, GgufValue.Text _ -> 0;
            case null -> 0;
        };
    }
}
