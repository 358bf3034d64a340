package discedge.runtime.fred;

import java.io.IOException;
import java.util.Optional;

/** The store's contract on FReD itself (docs/fred.md). Its links are cut in the lab, with {@code --fred-bin}. */
class RealFredStoreTest extends StoreContract {
    @Override
    Stores stores() throws IOException {
        return new FredStores(RealCluster.found(), Optional.empty());
    }
}
