package discedge.runtime.fred;

import java.io.IOException;
import java.util.Optional;

/** The same in plain text. */
class EmbeddedFredStorePlainTest extends StoreContract {
    @Override
    Stores stores() throws IOException {
        var cluster = new EmbeddedCluster(Optional.empty());
        return new FredStores(cluster, Optional.of(cut -> {
            if (cut) cluster.cut();
            else cluster.heal();
        }));
    }
}
