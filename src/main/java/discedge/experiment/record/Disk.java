package discedge.experiment.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where autosaved runs are written. Tests fill it up. */
public interface Disk {
    /** Begins a file that must not be there yet. Nobody else takes it for abandoned while the stream is open. */
    OutputStream begin(Path file) throws IOException;

    /** Goes on with a file after so many of its bytes; what stands behind them is cut off. */
    OutputStream goOn(Path file, long length) throws IOException;

    /** The machine's own. */
    Disk REAL = new Disk() {
        @Override
        public OutputStream begin(Path file) throws IOException {
            return held(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        }

        @Override
        public OutputStream goOn(Path file, long length) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            if (channel.size() < length) {
                channel.close();
                throw new IOException("the file has become shorter");
            }
            channel.truncate(length).position(length);
            return held(channel);
        }

        private OutputStream held(FileChannel channel) throws IOException {
            lock(channel);
            return Channels.newOutputStream(channel);
        }
    };

    /**
     * Marks a file as being written, until the channel is closed or the process dies. The lock is on a byte far behind any
     * data, so that the file can be read meanwhile on systems whose locks would forbid it.
     *
     * @return whether nobody else has it
     */
    static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
