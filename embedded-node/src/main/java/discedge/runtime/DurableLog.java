package discedge.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The log of a durable replica: {@code DIR/replica.log}, entries one behind the other, whose encoding is the caller's; the
 * folder is held by one node at a time. First read what is there ({@link #contents}), cut a torn tail ({@link #truncate}) or
 * leave out what is damaged ({@link #rewrite}); then {@link #start} and append.
 */
public final class DurableLog implements AutoCloseable {
    private static final String NAME = "replica.log";

    private final DataFolder folder;
    private final LogFile.Opener opener;
    private LogFile file;
    private LogWriter writer;
    private boolean stopped;

    private DurableLog(DataFolder folder, LogFile.Opener opener) throws IOException {
        this.folder = folder;
        this.opener = opener;
        boolean fresh = Files.notExists(path());
        this.file = opener.open(path());
        if (fresh) folder.force();
    }

    /**
     * Makes the folder and the log if they are not there.
     *
     * @throws FolderInUseException if another node has the folder
     * @throws IOException if the folder or the file cannot be used; the message names it
     */
    public static DurableLog open(Path directory) throws IOException {
        return open(directory, LogFile::onDisk);
    }

    static DurableLog open(Path directory, LogFile.Opener opener) throws IOException {
        DataFolder folder = DataFolder.take(directory);
        try {
            return new DurableLog(folder, opener);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** The file. */
    public Path path() {
        return folder.path().resolve(NAME);
    }

    /** Bytes in the file, before {@link #start}. */
    public synchronized long length() throws IOException {
        return file.size();
    }

    /** All bytes of the file, for a log of less than 2 GiB; a larger one is read by {@link #read}. */
    public byte[] contents() throws IOException {
        return Files.readAllBytes(path());
    }

    /** The bytes of the file from its start. */
    public InputStream read() throws IOException {
        return Files.newInputStream(path());
    }

    /** Keeps only the first bytes: what follows them is a torn write. Before {@link #start}. */
    public synchronized void truncate(long length) throws IOException {
        beforeStart();
        file.truncate(length);
        file.force();
    }

    /**
     * Replaces the log by one with these entries, all or nothing. Before {@link #start}.
     *
     * @throws IOException if it cannot; the log is then as it was
     */
    public synchronized void rewrite(Iterable<byte[]> entries) throws IOException {
        beforeStart();
        Path fresh = folder.path().resolve(NAME + ".new");
        try (LogFile copy = opener.open(fresh)) {
            copy.truncate(0);
            long at = 0;
            for (byte[] entry : entries) {
                copy.write(ByteBuffer.wrap(entry), at);
                at += entry.length;
            }
            copy.force();
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw new IOException("The log " + path() + " cannot be written anew: " + e.getMessage(), e);
        }
        file.close();
        try {
            Files.move(fresh, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            folder.force();
        } finally {
            file = opener.open(path());
        }
    }

    /** @param nextPosition of the first entry that will be appended */
    public synchronized void start(long nextPosition, LogEvents events) throws IOException {
        beforeStart();
        writer = new LogWriter(path(), file, nextPosition, events);
        writer.start();
    }

    /**
     * Writes the entry behind the last one and tells {@link LogEvents} when it is on the disk; entries that wait together share
     * one sync. Never waits. Positions rise by one. After {@link LogEvents#failed} with position n nothing is written until n
     * is appended again (a caller that takes failed entries back and numbers on from there), or {@link #resume} is called.
     *
     * @param entry must not change afterwards
     */
    public void append(long position, byte[] entry) {
        writer().append(position, entry);
    }

    /** For a caller that does not use positions twice: entries appended after this call are written again, from this position on. */
    public void resume(long nextPosition) {
        writer().resume(nextPosition);
    }

    private synchronized LogWriter writer() {
        if (writer == null) throw new IllegalStateException("The log was not started.");
        return writer;
    }

    private void beforeStart() {
        if (writer != null || stopped) throw new IllegalStateException("The log was started or closed already.");
    }

    /** Writes and syncs all that was appended, then lets go of the folder. */
    @Override
    public synchronized void close() throws IOException {
        if (stopped) return;
        stopped = true;
        try {
            if (writer != null) writer.finish();
        } finally {
            release();
        }
    }

    /** Stops as a power cut would: what is not synced is lost, also from the file, and nobody is told. */
    public synchronized void kill() throws IOException {
        if (stopped) return;
        stopped = true;
        try {
            if (writer != null) file.truncate(writer.kill());
        } finally {
            release();
        }
    }

    private void release() throws IOException {
        try {
            file.close();
        } finally {
            folder.close();
        }
    }
}
