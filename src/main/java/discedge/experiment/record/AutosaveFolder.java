package discedge.experiment.record;

import discedge.experiment.run.RunFileStream;
import discedge.experiment.run.RunFileWriter;
import discedge.node.yaml.InvalidFileException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of autosaved runs: a bounded number of old ones, the oldest go first.
 *
 * @param mostFiles old ones that stay
 * @param mostBytes that the old ones take together; the newest stays however large it is
 */
public record AutosaveFolder(Path folder, int mostFiles, long mostBytes) {
    public static final int MOST_FILES = 10;
    public static final long MOST_BYTES = 2_000_000_000L;
    private static final String SUFFIX = ".dcerun";
    private static final int END_MARK_BYTES = 64;

    public static AutosaveFolder in(Path folder) {
        return new AutosaveFolder(folder, MOST_FILES, MOST_BYTES);
    }

    /**
     * A run whose console did not get to close it.
     *
     * @param ended when it was written to last
     */
    public record Abandoned(Path file, Instant ended) {}

    /** A name for a run that begins now, after the local time; makes the folder. */
    Path newFile(String name, Instant now) throws IOException {
        Files.createDirectories(folder);
        String bare = name.replaceAll("[^\\p{Alnum}]+", "-").replaceAll("^-|-$", "").toLowerCase(Locale.ROOT);
        String stem = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneId.systemDefault()).format(now)
                + (bare.isEmpty() ? "" : "-" + bare.substring(0, Math.min(40, bare.length())));
        Path file = folder.resolve(stem + SUFFIX);
        for (int i = 2; Files.exists(file); i++) file = folder.resolve(stem + "-" + i + SUFFIX);
        return file;
    }

    /** The newest run, if its console died before it could close it, and there is something in it. Not one that another console is writing. */
    public Optional<Abandoned> abandoned() {
        List<Path> files = newestFirst();
        return files.isEmpty() || isClosed(files.getFirst()) || isInUse(files.getFirst()) || isEmpty(files.getFirst()) ? Optional.empty()
                : Optional.of(new Abandoned(files.getFirst(), modified(files.getFirst())));
    }

    /** Deletes old ones beyond the limits. @param own not this one, which is being written */
    void prune(Path own) {
        int kept = 0;
        long bytes = 0;
        for (Path file : newestFirst()) {
            if (file.equals(own) || isInUse(file)) continue;
            bytes += size(file);
            kept++;
            if (kept > mostFiles || bytes > mostBytes && kept > 1) delete(file);
        }
    }

    private List<Path> newestFirst() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                    .sorted(Comparator.comparing(AutosaveFolder::modified).thenComparing(Path::toString).reversed()).toList();
        } catch (IOException e) {
            return List.of(); // No folder yet, or none that can be read: writing says what is wrong with it.
        }
    }

    private static boolean isClosed(Path file) {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            var tail = new byte[(int) Math.min(END_MARK_BYTES, in.length())];
            in.seek(in.length() - tail.length);
            in.readFully(tail);
            String[] lines = new String(tail, StandardCharsets.UTF_8).split("\n");
            return lines.length > 0 && RunFileWriter.isEndMark(lines[lines.length - 1]);
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isEmpty(Path file) {
        try (RunFileStream stream = RunFileStream.open(file)) {
            return stream.next().isEmpty();
        } catch (InvalidFileException | IOException e) {
            return true;
        }
    }

    /** Of another console. */
    private static boolean isInUse(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !Disk.lock(channel);
        } catch (IOException e) {
            return true;
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next start tries again.
        }
    }
}
