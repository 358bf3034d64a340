package discedge.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A node's data folder, held for one node at a time by a lock on its file LOCK; the lock ends with the process. */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** @throws FolderInUseException if another node has it */
    static DataFolder take(Path path) throws IOException {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("The data folder " + path + " is a file: choose another folder.", e);
        } catch (IOException e) {
            throw new IOException("The data folder " + path + " cannot be made: " + e, e);
        }
        Path file = path.resolve("LOCK");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = tryLock(channel, path);
            if (lock == null) throw new FolderInUseException(inUse(path, " (process " + holder(channel) + ")"));
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new DataFolder(path, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock tryLock(FileChannel channel, Path path) throws IOException {
        try {
            // One byte far behind the text, so that the process number stays readable where locks forbid reading.
            return channel.tryLock(1L << 30, 1, false);
        } catch (OverlappingFileLockException e) {
            throw new FolderInUseException(inUse(path, " of this process"));
        }
    }

    private static String inUse(Path path, String whose) {
        return "The data folder " + path + " is in use by another node" + whose + ": stop it, or choose another folder.";
    }

    private static String holder(FileChannel channel) {
        try {
            ByteBuffer text = ByteBuffer.allocate(20);
            channel.read(text, 0);
            String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
            return pid.matches("\\d+") ? pid : "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }

    Path path() {
        return path;
    }

    /** The names in the folder are on the disk. */
    void force() throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) return; // a folder cannot be opened there
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
