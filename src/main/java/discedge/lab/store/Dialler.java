package discedge.lab.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which process dialled a port of this machine: FReD's nodes all dial the one address that a node advertises, and only
 * this says through which link they should pass. From Linux's {@code /proc}; elsewhere nobody is told.
 */
final class Dialler {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private Dialler() {}

    static boolean works() {
        return Files.isReadable(TABLES.getFirst());
    }

    /**
     * @param from the port that the connection comes from
     * @param to the port that it was made to
     * @param names by process id
     */
    static Optional<String> of(int from, int to, Map<Long, String> names) throws IOException {
        String local = ":%04X".formatted(from);
        String remote = ":%04X".formatted(to);
        for (Path table : TABLES) {
            if (!Files.isReadable(table)) continue;
            for (String line : Files.readAllLines(table)) {
                String[] parts = line.strip().split("\\s+");
                if (parts.length <= INODE || !parts[LOCAL].toUpperCase(Locale.ROOT).endsWith(local) || !parts[REMOTE].toUpperCase(Locale.ROOT).endsWith(remote)) continue;
                for (Map.Entry<Long, String> process : names.entrySet()) if (holds(process.getKey(), parts[INODE])) return Optional.of(process.getValue());
            }
        }
        return Optional.empty();
    }

    private static boolean holds(long pid, String inode) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : open) if (Files.readSymbolicLink(file).toString().equals("socket:[" + inode + "]")) return true;
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // It has ended, or closed the file just now.
        }
        return false;
    }
}
