package discedge.engine.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Writes GGUF version 3 with 32-bit tensors. */
public class GgufWriter {
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final ByteArrayOutputStream descriptions = new ByteArrayOutputStream();
    private final List<float[]> tensors = new ArrayList<>();
    private int count;
    private long offset;

    public GgufWriter text(String key, String value) {
        entry(key, 8);
        string(entries, value);
        return this;
    }

    public GgufWriter whole(String key, int value) {
        entry(key, 4);
        i32(entries, value);
        return this;
    }

    public GgufWriter decimal(String key, float value) {
        entry(key, 6);
        i32(entries, Float.floatToIntBits(value));
        return this;
    }

    public GgufWriter flag(String key, boolean value) {
        entry(key, 7);
        entries.write(value ? 1 : 0);
        return this;
    }

    public GgufWriter texts(String key, List<String> values) {
        entry(key, 9);
        i32(entries, 8);
        i64(entries, values.size());
        values.forEach(value -> string(entries, value));
        return this;
    }

    public GgufWriter wholes(String key, int[] values) {
        entry(key, 9);
        i32(entries, 5);
        i64(entries, values.length);
        for (int value : values) i32(entries, value);
        return this;
    }

    /** @param shape innermost first */
    public GgufWriter tensor(String name, IntFunction<Float> number, int... shape) {
        string(descriptions, name);
        i32(descriptions, shape.length);
        int length = 1;
        for (int side : shape) {
            i64(descriptions, side);
            length *= side;
        }
        i32(descriptions, 0);
        i64(descriptions, offset);
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) numbers[i] = number.apply(i);
        tensors.add(numbers);
        offset += padded(4L * length);
        return this;
    }

    public byte[] bytes() {
        var out = new ByteArrayOutputStream();
        i32(out, 0x46554747);
        i32(out, 3);
        i64(out, tensors.size());
        i64(out, count);
        out.writeBytes(entries.toByteArray());
        out.writeBytes(descriptions.toByteArray());
        out.writeBytes(new byte[(int) (padded(out.size()) - out.size())]);
        for (float[] tensor : tensors) {
            ByteBuffer bytes = ByteBuffer.allocate((int) padded(4L * tensor.length)).order(ByteOrder.LITTLE_ENDIAN);
            for (float number : tensor) bytes.putFloat(number);
            out.writeBytes(bytes.array());
        }
        return out.toByteArray();
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    private void entry(String key, int type) {
        count++;
        string(entries, key);
        i32(entries, type);
    }

    private static long padded(long length) {
        return (length + 31) / 32 * 32;
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        i64(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void i32(ByteArrayOutputStream out, int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private static void i64(ByteArrayOutputStream out, long value) {
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }
}
