package discedge.runtime.fred;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The store's contract through FReD's interface, over mTLS, on embedded replicas that serve it. */
class EmbeddedFredStoreTest extends StoreContract {
    @TempDir
    private Path folder;

    @Override
    Stores stores() throws IOException {
        var cluster = new EmbeddedCluster(Optional.of(folder));
        return new FredStores(cluster, Optional.of(cut -> {
            if (cut) cluster.cut();
            else cluster.heal();
        }));
    }
}
