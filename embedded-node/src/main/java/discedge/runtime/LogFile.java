package discedge.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The open file of a log, as little of it as the log needs: a test puts a full disk in its place. */
interface LogFile extends AutoCloseable {
    long size() throws IOException;

    /** Writes all of it at that place, or fails with some of it written. */
    void write(ByteBuffer bytes, long at) throws IOException;

    /** What was written is on the disk, with the file's length. */
    void force() throws IOException;

    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;

    /** How a file is opened. */
    interface Opener {
        LogFile open(Path path) throws IOException;
    }

    static LogFile onDisk(Path path) throws IOException {
        return new OnDisk(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** A file of the file system. */
    record OnDisk(FileChannel channel) implements LogFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void write(ByteBuffer bytes, long at) throws IOException {
            long place = at;
            while (bytes.hasRemaining()) place += channel.write(bytes, place);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
