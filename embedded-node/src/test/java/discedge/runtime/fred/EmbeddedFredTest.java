package discedge.runtime.fred;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on linked edge nodes, in plain text. */
class EmbeddedFredTest extends FredContract {
    private static FredCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = new EmbeddedCluster(Optional.empty());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    FredCluster cluster() {
        return cluster;
    }
}
