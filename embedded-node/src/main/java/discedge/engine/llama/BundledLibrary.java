package discedge.engine.llama;

import discedge.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** The library that comes in an artifact on the class path: copied out once, and compared each time, because it will be run. */
final class BundledLibrary {
    private static final String RESOURCES = "/de/kherud/llama/";

    private BundledLibrary() {}

    /**
     * @param cache the folder for copies
     * @throws EngineException if there is none for this machine, or it cannot be written
     */
    static LibraryFiles extract(Path cache) {
        String place = place(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        String name = place.substring(place.lastIndexOf('/') + 1);
        byte[] bytes = resource(place);
        Path file = cache.resolve(HexFormat.of().formatHex(sha256(bytes)).substring(0, 16)).resolve(name);
        try {
            if (!isWhole(file, bytes)) write(file, bytes);
            return LibraryFiles.bundled(file);
        } catch (IOException e) {
            throw new EngineException("the llama.cpp library cannot be copied to " + file + ": " + e.getMessage(), e);
        }
    }

    /** @throws EngineException that says what to do instead */
    static String place(String system, String machine) {
        String os = system.toLowerCase(Locale.ROOT);
        String arch = switch (machine.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x86-64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            default -> throw unsupported(system, machine);
        };
        if (os.startsWith("linux")) return RESOURCES + "Linux/" + arch + "/libjllama.so";
        if (os.startsWith("mac")) return RESOURCES + "Mac/" + arch + "/libjllama.dylib";
        throw unsupported(system, machine);
    }

    private static EngineException unsupported(String system, String machine) {
        return new EngineException("no llama.cpp library is bundled for " + system + " on " + machine
                + ": name a folder with llama.cpp's libraries (library: DIR), or use a llama-server (engine: {kind: llama-server, url: …})");
    }

    private static byte[] resource(String place) {
        try (InputStream in = BundledLibrary.class.getResourceAsStream(place)) {
            if (in == null) throw new EngineException("the artifact with the llama.cpp library is not on the class path: start from the jar with its lib folder beside it, or name a folder (library: DIR)");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new EngineException("the bundled llama.cpp library cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isWhole(Path file, byte[] bytes) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    }

    /** Several processes may do this at once; each moves a whole copy into place. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Path copy = Files.createTempFile(file.getParent(), "copy", ".part");
        try {
            Files.write(copy, bytes);
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
