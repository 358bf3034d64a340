package discedge.lab.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that ends with this one, however this one ends: a shell beside it waits for the end of a pipe whose other end is
 * here, kills it then, and removes the folder if it is told to.
 */
final class Guarded implements AutoCloseable {
    private static final String GUARD = """
            log=$1; folder=$2; shift 2
            "$@" </dev/null >>"$log" 2>&1 & child=$!
            echo $child
            cat >/dev/null
            kill -9 $child 2>/dev/null; wait $child 2>/dev/null
            [ -z "$folder" ] || { sleep 1; rm -rf "$folder"; }
            """;
    private static final long PATIENCE_SECONDS = 5;

    private final String name;
    private final Path log;
    private final Process guard;
    private final long pid;

    /**
     * @param log where its output goes
     * @param folder removed once it has ended; empty = none
     */
    Guarded(String name, Path log, String folder, List<String> command) throws IOException {
        this.name = name;
        this.log = log;
        var all = new ArrayList<String>();
        // A session of its own: Ctrl+C in the terminal is for this program, which ends the others in order.
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) all.add("/usr/bin/setsid");
        all.addAll(List.of("/bin/sh", "-c", GUARD, "sh", log.toString(), folder));
        all.addAll(command);
        guard = new ProcessBuilder(all).redirectError(log.toFile()).start();
        try {
            pid = Long.parseLong(line(guard.getInputStream()));
        } catch (NumberFormatException e) {
            close();
            throw new IOException(name + " did not start: " + tail(), e);
        }
    }

    private static String line(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) text.append((char) next);
        return text.toString().strip();
    }

    long pid() {
        return pid;
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** The end of what it said. */
    String tail() {
        try {
            List<String> lines = Files.readString(log, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? name + " said nothing" : lines.getLast();
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) guard.destroyForcibly();
        } catch (IOException e) {
            guard.destroyForcibly();
        } catch (InterruptedException e) {
            guard.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
