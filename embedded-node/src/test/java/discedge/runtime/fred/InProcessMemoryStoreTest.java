package discedge.runtime.fred;

import java.io.IOException;
import java.util.Optional;

/** The same, in memory: a node that starts anew has forgotten all. */
class InProcessMemoryStoreTest extends StoreContract {
    @Override
    Stores stores() throws IOException {
        return new ReplicaStores(Optional.empty(), true);
    }
}
