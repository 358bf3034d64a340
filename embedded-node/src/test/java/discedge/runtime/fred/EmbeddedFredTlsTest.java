package discedge.runtime.fred;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on linked edge nodes, over mTLS. */
class EmbeddedFredTlsTest extends FredContract {
    private static FredCluster cluster;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        cluster = new EmbeddedCluster(Optional.of(folder));
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
