package discedge.engine.gguf;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the description of a GGUF file (versions 2 and 3) and checks that all it describes is there: every tensor's bytes lie
 * within the file. A file that passes is whole; whether a library can run its architecture, only the library knows.
 */
public final class GgufReader {
    private static final int MAGIC = 0x46554747;
    private static final int MOST_DIMENSIONS = 4;
    private static final int STRING = 8;
    private static final int LIST = 9;

    private final GgufSource in;

    private GgufReader(GgufSource in) {
        this.in = in;
    }

    /**
     * @throws GgufException if it is no whole GGUF file; the message begins with the file's name
     * @throws IOException if it cannot be read
     */
    public static GgufInfo read(Path file) throws IOException {
        if (Files.isDirectory(file)) throw new GgufException(file + " is a folder, not a model");
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return read(channel);
        } catch (NoSuchFileException e) {
            throw new GgufException("there is no file " + file);
        } catch (GgufException e) {
            throw new GgufException(file.getFileName() + " is no model that can be used: " + e.getMessage());
        }
    }

    /** @throws GgufException with what is wrong, without a name */
    static GgufInfo read(SeekableByteChannel channel) throws IOException {
        FileSignature.check(channel, MAGIC);
        channel.position(0);
        return new GgufReader(new GgufSource(channel)).read();
    }

    private GgufInfo read() throws IOException {
        in.i32();
        int version = in.i32();
        if (version < 2 || version > 3) {
            throw new GgufException(Integer.reverseBytes(version) == 3 || Integer.reverseBytes(version) == 2
                    ? "it is a big-endian GGUF, for another kind of machine" : "it is GGUF version " + Integer.toUnsignedString(version) + "; known are 2 and 3");
        }
        long tensors = in.count("tensors", 8 + 4 + 8 + 4 + 8);
        long entries = in.count("entries", 8 + 4 + 1);
        Map<String, GgufValue> metadata = metadata(entries);
        long alignment = metadata.get("general.alignment") instanceof GgufValue.Whole(long value) ? value : 32;
        if (alignment < 1 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) throw new GgufException("it has an alignment of " + alignment + ": it is damaged");
        return new GgufInfo(version, metadata, tensors(tensors, alignment), in.size());
    }

    private Map<String, GgufValue> metadata(long entries) throws IOException {
        var metadata = new LinkedHashMap<String, GgufValue>();
        for (long i = 0; i < entries; i++) {
            String key = in.name();
            if (metadata.put(key, value(in.i32())) != null) throw new GgufException("it has two entries '" + key + "': it is damaged");
        }
        return metadata;
    }

    private GgufValue value(int type) throws IOException {
        return switch (type) {
            case 0, 2, 4, 10 -> new GgufValue.Whole(in.whole(bytesOf(type), false));
            case 1, 3, 5, 11 -> new GgufValue.Whole(in.whole(bytesOf(type), true));
            case 6 -> new GgufValue.Decimal(Float.intBitsToFloat(in.i32()));
            case 7 -> new GgufValue.Flag(in.u8() != 0);
            case STRING -> new GgufValue.Text(in.text());
            case LIST -> list();
            case 12 -> new GgufValue.Decimal(Double.longBitsToDouble(in.i64()));
            default -> throw unknownType(type);
        };
    }

    private static int bytesOf(int type) throws GgufException {
        return switch (type) {
            case 0, 1, 7 -> 1;
            case 2, 3 -> 2;
            case 4, 5, 6 -> 4;
            case 10, 11, 12 -> 8;
            default -> throw unknownType(type);
        };
    }

    private static GgufException unknownType(int type) {
        return new GgufException("it has a value of unknown type " + Integer.toUnsignedString(type) + ": it is damaged, or newer than this program");
    }

    private GgufValue list() throws IOException {
        int type = in.i32();
        if (type == LIST) throw new GgufException("it has a list of lists: it is damaged");
        if (type == STRING) {
            long count = in.count("texts", 8);
            for (long i = 0; i < count; i++) in.skip(in.count("bytes of text", 1));
            return new GgufValue.Many(count, 0);
        }
        int bytes = bytesOf(type);
        long count = in.count("values", bytes);
        boolean whole = type <= 5 || type == 10 || type == 11;
        if (!whole || count > 4_096) {
            in.skip(count * bytes);
            return new GgufValue.Many(count, 0);
        }
        long largest = 0;
        for (long i = 0; i < count; i++) largest = Math.max(largest, in.whole(bytes, false));
        return new GgufValue.Many(count, largest);
    }

    /** Reads the tensors' descriptions and checks that the file has their bytes. */
    private GgufInfo.Tensors tensors(long count, long alignment) throws IOException {
        var names = new HashSet<String>();
        long parameters = 0;
        long end = 0;
        long unchecked = 0;
        String last = "";
        for (long i = 0; i < count; i++) {
            String name = in.name();
            if (!names.add(name)) throw new GgufException("it has two tensors '" + name + "': it is damaged");
            long[] shape = shape(name);
            var type = TensorType.numbered(in.i32());
            long offset = in.i64();
            long numbers = product(name, shape);
            parameters += numbers;
            if (offset < 0 || offset % alignment != 0) throw new GgufException("its tensor '" + name + "' is at a place where none can be: it is damaged");
            if (type.isEmpty()) unchecked++;
            if (type.isPresent() && shape[0] % type.get().block() != 0) throw new GgufException("its tensor '" + name + "' has rows of " + shape[0] + ", which its type cannot pack: it is damaged");
            long bytes = type.isEmpty() ? 1 : Math.multiplyExact(numbers / type.get().block(), (long) type.get().bytes());
            if (offset > Long.MAX_VALUE - bytes) throw new GgufException("its tensor '" + name + "' is at a place where none can be: it is damaged");
            if (offset + bytes > end) {
                end = offset + bytes;
                last = name;
            }
        }
        long data = (in.position() + alignment - 1) / alignment * alignment;
        if (count > 0 && end > in.size() - data) {
            throw new GgufException("it is cut short: it has " + in.size() + " bytes, and its tensor '" + last + "' ends at " + (data + end));
        }
        return new GgufInfo.Tensors(count, parameters, end, unchecked);
    }

    private long[] shape(String name) throws IOException {
        int dimensions = in.i32();
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) throw new GgufException("its tensor '" + name + "' has " + Integer.toUnsignedString(dimensions) + " dimensions: it is damaged");
        long[] shape = new long[dimensions];
        for (int i = 0; i < dimensions; i++) shape[i] = in.i64();
        return shape;
    }

    private static long product(String name, long[] shape) throws GgufException {
        long product = 1;
        for (long length : shape) {
            // 2^50 numbers are a thousand times more than the largest model has, and leave room to multiply by any type's bytes.
            if (length < 1 || length > (1L << 50) / product) throw new GgufException("its tensor '" + name + "' has an impossible shape: it is damaged");
            product *= length;
        }
        return product;
    }
}
