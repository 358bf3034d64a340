package discedge.runtime.fred;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on FReD itself (docs/fred.md). */
class RealFredTest extends FredContract {
    private static FredCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RealCluster.found();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) cluster.close();
    }

    @Override
    FredCluster cluster() {
        return cluster;
    }
}
