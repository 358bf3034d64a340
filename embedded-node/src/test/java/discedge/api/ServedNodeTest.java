package discedge.api;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A scripted node behind the real HTTP API. */
abstract class ServedNodeTest {
    final FakeNode node = new FakeNode();
    final HttpApi api;

    ServedNodeTest(HttpApiSettings settings) {
        api = new HttpApi(node, "127.0.0.1", 0, settings);
    }

    @BeforeEach
    void start() {
        api.start();
    }

    @AfterEach
    void stop() {
        api.close();
        for (ApiClient client : ApiClient.values()) client.dropConnections();
    }
}
