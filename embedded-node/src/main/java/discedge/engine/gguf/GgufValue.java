package discedge.engine.gguf;

/** A value of the metadata. What is long is counted, not kept. */
public sealed interface GgufValue {
    record Whole(long value) implements GgufValue {}

    record Decimal(double value) implements GgufValue {}

    record Flag(boolean value) implements GgufValue {}

    /** @param value empty for a text of more than {@link GgufSource#LONGEST_TEXT} bytes */
    record Text(String value) implements GgufValue {}

    /**
     * @param count how many elements the file has
     * @param largest of whole numbers; 0 for other types and for an empty list
     */
    record Many(long count, long largest) implements GgufValue {}
}
