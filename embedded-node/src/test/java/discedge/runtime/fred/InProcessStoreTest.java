package discedge.runtime.fred;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The store's contract through FReD's calls, in process: each node over its own FReD node, which is on disk. */
class InProcessStoreTest extends StoreContract {
    @TempDir
    private Path folder;

    @Override
    Stores stores() throws IOException {
        return new ReplicaStores(Optional.of(folder), true);
    }
}
