package discedge.models;

import discedge.engine.gguf.GgufException;
import discedge.engine.gguf.GgufInfo;
import discedge.engine.gguf.GgufReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of models: a file only gets its name when it is whole and checked, and its SHA-256 stands beside it. */
final class ModelFolder {
    static final String MODEL = ".gguf";
    private static final String CHECK = ".sha256";
    private static final String PART = ".part";
    /** Room that is left on the disk beside the files. */
    private static final long SPARE = 50_000_000;

    private final Path folder;

    ModelFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    List<StoredModel> list() throws ModelException {
        var models = new ArrayList<StoredModel>();
        for (Path file : files()) stored(file).ifPresent(models::add);
        return models;
    }

    interface Filling {
        /** Writes the file and returns its SHA-256. */
        String fill(Path part) throws IOException;
    }

    /** Writes a file beside its place, checks it, and only then puts it there. */
    StoredModel keep(String name, Optional<String> expected, long bytes, Filling filling) throws IOException, ModelException {
        needRoom(bytes);
        Path file = folder.resolve(name);
        Path part = folder.resolve(name + PART);
        try {
            String sha256 = filling.fill(part);
            if (expected.isPresent() && !expected.get().equals(sha256)) {
                throw new ModelException(name + " is not what it should be: its SHA-256 is " + sha256 + " and should be " + expected.get() + "; it was removed, fetch it again");
            }
            GgufInfo info = read(part);
            Files.writeString(folder.resolve(name + CHECK), sha256 + "  " + name + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new StoredModel(file, info, sha256);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    void remove(StoredModel model) throws ModelException {
        try {
            Files.delete(model.file());
            Files.deleteIfExists(folder.resolve(model.file().getFileName() + CHECK));
        } catch (IOException e) {
            throw new ModelException(model.file() + " cannot be removed: " + words(e), e);
        }
    }

    private List<Path> files() throws ModelException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(MODEL)).sorted().toList();
        } catch (IOException e) {
            throw new ModelException("the models in " + folder + " cannot be listed: " + words(e), e);
        }
    }

    Optional<StoredModel> stored(Path file) {
        try {
            Path check = folder.resolve(file.getFileName() + CHECK);
            String sha256 = Files.exists(check) ? Files.readString(check).split("\\s")[0] : "";
            return Optional.of(new StoredModel(file, GgufReader.read(file), sha256));
        } catch (IOException e) {
            System.getLogger("discedge").log(System.Logger.Level.WARNING, "the model " + file + " is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    static GgufInfo read(Path file) throws IOException, ModelException {
        try {
            GgufInfo info = GgufReader.read(file);
            Optional<String> why = info.whyNoGenerator();
            if (why.isPresent()) throw new ModelException(file.getFileName().toString().replace(PART, "") + " is no model that can be used: " + why.get());
            return info;
        } catch (GgufException e) {
            throw new ModelException(e.getMessage().replace(PART, ""), e);
        }
    }

    void needRoom(long bytes) throws IOException, ModelException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes + SPARE) throw new ModelException("the disk is too full: " + (bytes + SPARE) / 1_000_000 + " MB are needed in " + folder + ", and " + free / 1_000_000 + " MB are free");
    }

    /** The system's reason, in words where it is one that people meet. */
    static String words(IOException e) {
        String reason = e instanceof FileSystemException known && known.getReason() != null ? known.getFile() + ": " + known.getReason() : String.valueOf(e.getMessage());
        return reason.contains("No space left") ? "the disk is full; make room and repeat the command" : reason;
    }

    // ---- one at a time

    record Locked(FileChannel file, FileLock lock) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            lock.release();
            file.close();
        }
    }

    Locked locked() throws IOException, ModelException {
        Files.createDirectories(folder);
        FileChannel file = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
        }
        if (lock != null) return new Locked(file, lock);
        file.close();
        throw new ModelException("a model is being fetched or imported already; wait until that is done");
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
