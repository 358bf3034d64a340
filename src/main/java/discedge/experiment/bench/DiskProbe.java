package discedge.experiment.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk itself takes to append some bytes to a file and sync them (fdatasync), with no node around it. */
final class DiskProbe implements AutoCloseable {
    private final FileChannel file;
    private final ByteBuffer bytes;
    private long at;

    /** @param count bytes of one append */
    DiskProbe(Path path, int count) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        bytes = ByteBuffer.allocateDirect(count);
    }

    /** Nanoseconds of one append and sync. */
    long time() throws IOException, InterruptedException {
        bytes.clear();
        try {
            long from = System.nanoTime();
            while (bytes.hasRemaining()) at += file.write(bytes, at);
            file.force(false);
            return System.nanoTime() - from;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("interrupted while the disk was measured");
        }
    }

    int count() {
        return bytes.capacity();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
