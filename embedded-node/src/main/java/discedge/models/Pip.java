package discedge.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Python's installer of packages, used as a downloader: it knows this machine's mirrors, proxies and certificates. */
public final class Pip {
    private static final List<List<String>> USUAL = List.of(List.of("pip"), List.of("pip3"), List.of("python3", "-m", "pip"), List.of("python", "-m", "pip"), List.of("py", "-m", "pip"));
    private static final long LOOK_EVERY_MS = 100;

    private final List<List<String>> candidates;

    /** Looks for pip under its usual names. */
    public Pip() {
        this(USUAL);
    }

    /** @param candidates commands, the first that runs is used */
    public Pip(List<List<String>> candidates) {
        this.candidates = candidates;
    }

    /**
     * Downloads one package, without those it depends on, into a folder.
     *
     * @param work an empty folder inside it for what is under way
     * @throws ModelException if there is no pip or it fails; the message says why
     * @throws CancellationException if the listener gave up
     */
    void download(String requirement, Path into, Path work, long total, Progress progress) throws ModelException, InterruptedException {
        List<String> pip = find().orElseThrow(() -> new ModelException("pip is not here"));
        var command = new ArrayList<>(pip);
        command.addAll(List.of("download", "--no-deps", "--no-input", "--no-cache-dir", "--disable-pip-version-check", "--progress-bar", "off", "--retries", "2", "--timeout", "20",
                "--dest", into.toString(), requirement));
        Path output = work.resolveSibling("pip.txt");
        Process process = null;
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).redirectInput(ProcessBuilder.Redirect.from(nothing()));
            builder.environment().putAll(java.util.Map.of("TMPDIR", work.toString(), "TEMP", work.toString(), "TMP", work.toString()));
            process = builder.start();
            while (!process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                if (progress.cancelled()) throw new CancellationException("fetching the model was cancelled");
                progress.at(Progress.Step.DOWNLOADING, Math.min(total, size(into)), total);
            }
            if (process.exitValue() != 0) throw new ModelException(why(Files.readString(output, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new ModelException("pip could not be run: " + e.getMessage(), e);
        } finally {
            if (process != null) end(process);
        }
    }

    private static java.io.File nothing() {
        return new java.io.File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    /** With those that it started. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Optional<List<String>> find() throws InterruptedException {
        for (List<String> candidate : candidates) if (runs(candidate)) return Optional.of(candidate);
        return Optional.empty();
    }

    private static boolean runs(List<String> candidate) throws InterruptedException {
        var command = new ArrayList<>(candidate);
        command.add("--version");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            boolean ended = process.waitFor(30, TimeUnit.SECONDS);
            if (!ended) end(process);
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What pip's many lines come to. */
    static String why(String output) {
        if (output.contains("No space left") || output.contains("Errno 28") || output.contains("not enough space")) return "the disk is full";
        boolean network = Stream.of("NewConnectionError", "Failed to establish", "Name or service not known", "name resolution", "getaddrinfo", "Max retries", "timed out", "ReadTimeout",
                "ConnectTimeout", "ProxyError", "Network is unreachable", "SSLError", "CERTIFICATE_VERIFY_FAILED").anyMatch(output::contains);
        String last = output.lines().filter(line -> line.startsWith("ERROR")).reduce((_, line) -> line).orElse("").replaceFirst("^ERROR: *", "").strip();
        if (network) return "pip cannot reach the package index" + (last.isEmpty() ? "" : " (" + last + ")");
        return last.isEmpty() ? "pip failed" : "pip says: " + last;
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(Pip::bytes).sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    /** A file may go while it is looked at. */
    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
