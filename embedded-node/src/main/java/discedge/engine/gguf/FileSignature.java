package discedge.engine.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a file is that is no GGUF: people rename, and downloads fail into HTML pages. */
final class FileSignature {
    private static final Map<String, String> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("\u00ff\u00d8\u00ff", "a JPEG image");
        KNOWN.put("\u0089PNG", "a PNG image");
        KNOWN.put("%PDF", "a PDF document");
        KNOWN.put("PK\u0003\u0004", "a ZIP archive (a Python wheel is one: import it as FILE.whl) or a PyTorch file");
        KNOWN.put("\u001f\u008b", "a gzip archive");
        KNOWN.put("version https://git-lfs", "a Git LFS pointer: the model itself was not downloaded");
        KNOWN.put("<", "a web page: the download failed");
        KNOWN.put("ggml", "a model in the old ggml format, which llama.cpp no longer reads");
        KNOWN.put("lmgg", "a model in the old ggml format, which llama.cpp no longer reads");
        KNOWN.put("fmgg", "a model in the old ggmf format, which llama.cpp no longer reads");
        KNOWN.put("tjgg", "a model in the old ggjt format, which llama.cpp no longer reads");
        KNOWN.put("FUGG", "a GGUF for another kind of machine");
    }

    private FileSignature() {}

    /** @throws GgufException unless the file begins as a GGUF does */
    static void check(SeekableByteChannel channel, int magic) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        while (head.hasRemaining() && channel.read(head) >= 0) { }
        head.flip();
        if (head.remaining() == 0) throw new GgufException("it is empty");
        if (head.remaining() >= 4 && head.getInt(0) == magic) return;
        // ISO 8859-1 gives every byte a character of its own.
        String text = new String(head.array(), 0, head.limit(), StandardCharsets.ISO_8859_1);
        for (var known : KNOWN.entrySet()) if (text.startsWith(known.getKey())) throw new GgufException("it is " + known.getValue());
        if (head.remaining() >= 9 && head.getLong(0) > 0 && head.getLong(0) < channel.size() && text.charAt(8) == '{') {
            throw new GgufException("it is a safetensors file; llama.cpp reads GGUF");
        }
        throw new GgufException("it does not begin as a GGUF file does");
    }
}
