package discedge.runtime.fred;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The store's contract on the nodes' own replicas, in process. */
class OwnStoreTest extends StoreContract {
    @TempDir
    private Path folder;

    @Override
    Stores stores() throws IOException {
        return new ReplicaStores(Optional.of(folder), false);
    }
}
