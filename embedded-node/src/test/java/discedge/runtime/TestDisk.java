package discedge.runtime;

import java.io.IOException;
import java.nio.file.Path;

/** A disk for a node's log that a test fills up. */
public final class TestDisk {
    private final FaultyFile.Disk disk = new FaultyFile.Disk();

    public DurableLog open(Path folder) throws IOException {
        return DurableLog.open(folder, disk);
    }

    public void full() {
        disk.freeBytes(0);
    }

    public void hasRoom() {
        disk.freeBytes(Long.MAX_VALUE);
    }
}
