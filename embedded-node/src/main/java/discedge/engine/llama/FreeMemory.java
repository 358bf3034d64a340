package discedge.engine.llama;

import discedge.engine.EngineException;
import discedge.engine.gguf.GgufInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Whether a model and its context fit: the system promises memory that it does not have, and then ends the process. */
final class FreeMemory {
    /** Room for what is computed with: logits of a batch, intermediate results, threads. */
    private static final long WORKING = 96L << 20;

    private FreeMemory() {}

    /** @throws EngineException if it does not fit */
    static void check(GgufInfo model, boolean loaded, int cells) {
        long cache = Math.multiplyExact(model.kvBytesPerId(), (long) cells);
        long wanted = cache + WORKING + (loaded ? 0 : model.bytes());
        available().ifPresent(free -> {
            if (free < wanted) throw new EngineException(String.format(Locale.ROOT, "too little memory: a context of %,d ids takes %s%s, and %s are free: choose a smaller context (context: …), or a smaller model",
                    cells, words(cache + WORKING), loaded ? "" : " beside the model's " + words(model.bytes()), words(free)));
        });
    }

    /** Bytes that can be had without pushing others out; empty where the system does not say. */
    static OptionalLong available() {
        OptionalLong machine = field(Path.of("/proc/meminfo"), "MemAvailable:", 1024);
        OptionalLong limit = number(Path.of("/sys/fs/cgroup/memory.max"));
        OptionalLong used = number(Path.of("/sys/fs/cgroup/memory.current"));
        if (machine.isEmpty() || limit.isEmpty() || used.isEmpty()) return machine;
        long files = field(Path.of("/sys/fs/cgroup/memory.stat"), "inactive_file", 1).orElse(0);
        return OptionalLong.of(Math.min(machine.getAsLong(), Math.max(0, limit.getAsLong() - used.getAsLong() + files)));
    }

    private static OptionalLong field(Path file, String name, long unit) {
        for (String line : lines(file)) {
            String[] words = line.split("\\s+");
            if (words.length > 1 && words[0].equals(name)) return OptionalLong.of(Long.parseLong(words[1]) * unit);
        }
        return OptionalLong.empty();
    }

    private static OptionalLong number(Path file) {
        return lines(file).stream().filter(line -> line.matches("[0-9]{1,18}")).mapToLong(Long::parseLong).findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    static String words(long bytes) {
        return bytes < 1_000_000_000 ? bytes / 1_000_000 + " MB" : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
