package discedge.runtime.fred;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    /** FReD's memory store takes 1 MiB. */
    @Test
    void a_value_of_nearly_a_whole_message_is_kept() {
        String most = "v".repeat(FredServer.LARGEST_MESSAGE - 1_000);
        put(0, "long", most);
        assertEquals(most, read(0, "long").getFirst().getVal());
        awaitValue(1, "long", most);
    }
}
