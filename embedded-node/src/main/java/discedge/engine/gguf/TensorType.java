package discedge.engine.gguf;

import java.util.Map;
import java.util.Optional;

/**
 * How a tensor's numbers are packed (ggml.h, {@code ggml_type}).
 *
 * @param block numbers in a block
 * @param bytes that a block takes
 */
record TensorType(int block, int bytes) {
    private static final Map<Integer, TensorType> BY_NUMBER = Map.ofEntries(
            of(0, 1, 4), of(1, 1, 2), of(2, 32, 18), of(3, 32, 20), of(6, 32, 22), of(7, 32, 24), of(8, 32, 34), of(9, 32, 36),
            of(10, 256, 84), of(11, 256, 110), of(12, 256, 144), of(13, 256, 176), of(14, 256, 210), of(15, 256, 292),
            of(16, 256, 66), of(17, 256, 74), of(18, 256, 98), of(19, 256, 50), of(20, 32, 18), of(21, 256, 110), of(22, 256, 82),
            of(23, 256, 136), of(24, 1, 1), of(25, 1, 2), of(26, 1, 4), of(27, 1, 8), of(28, 1, 8), of(29, 256, 56), of(30, 1, 2),
            of(34, 256, 54), of(35, 256, 66), of(39, 32, 17));

    private static Map.Entry<Integer, TensorType> of(int number, int block, int bytes) {
        return Map.entry(number, new TensorType(block, bytes));
    }

    /** Empty for one that came later than this table. */
    static Optional<TensorType> numbered(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }
}
