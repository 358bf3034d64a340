package discedge.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import discedge.event.FredEvent;
import discedge.fred.kv.VectorClock;
import discedge.fred.store.KeptItem;
import discedge.fred.store.SessionItems;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node tells of the FReD that keeps its records. */
@Timeout(30)
class FredApiTest extends ServedNodeTest {
    FredApiTest() {
        super(HttpApiSettings.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource
    void what_FReD_holds_of_a_session_is_shown_with_versions(ApiClient client) throws Exception {
        String key = FakeNode.SESSION + "t000001abcdefgh";
        node.fred = Optional.of(CompletableFuture.completedFuture(new SessionItems.Answer(List.of(
                new KeptItem(key, new VectorClock(Map.of("nodeA", 1L)), "A", 99, false), new KeptItem(key, new VectorClock(Map.of("nodeB", 2L)), "", 0, true)), Optional.empty())));
        assertEquals(("{\"session_id\":\"%s\",\"items\":[{\"key\":\"%s\",\"version\":{\"nodeA\":1},\"origin\":\"A\",\"bytes\":99,\"deleted\":false},"
                + "{\"key\":\"%s\",\"version\":{\"nodeB\":2},\"origin\":\"\",\"bytes\":0,\"deleted\":true}]}").formatted(FakeNode.SESSION, key, key), fred(client).body());
    }

    @ParameterizedTest
    @EnumSource
    void a_node_without_FReD_and_a_FReD_that_cannot_be_read_are_said(ApiClient client) throws Exception {
        assertEquals("409 no_fred", fred(client).status() + " " + fred(client).json().get("code").asText());
        node.fred = Optional.of(CompletableFuture.completedFuture(new SessionItems.Answer(List.of(), Optional.of("FReD did not answer in time"))));
        assertEquals("503 store_failed", fred(client).status() + " " + fred(client).json().get("code").asText());
        assertEquals("FReD could not be read: FReD did not answer in time", fred(client).json().get("message").asText());
        node.fred = Optional.of(new CompletableFuture<>());
        assertEquals("FReD could not be read: FReD did not tell all of it within 3 s", fred(client).json().get("message").asText(), "one that says nothing holds nobody for ever");
        assertEquals(404, client.get(api, "/sessions/" + FakeNode.SESSION + "/freed").status());
        assertEquals(405, client.send(api, "DELETE", "/sessions/" + FakeNode.SESSION + "/fred", new byte[0]).status());
        assertEquals(400, client.get(api, "/sessions/nobody/fred").status());
    }

    private ApiClient.Reply fred(ApiClient client) throws IOException {
        return client.get(api, "/sessions/" + FakeNode.SESSION + "/fred");
    }

    @ParameterizedTest
    @EnumSource
    void a_node_says_of_its_FReD_what_its_events_said(ApiClient client) throws Exception {
        assertFalse(client.get(api, "/node").json().has("fred"));
        node.fredSaid = List.of(new FredEvent.Trouble(Instant.EPOCH, "B", "127.0.0.1:9001", "FReD cannot be reached", Duration.ofSeconds(1)));
        assertEquals("[{\"type\":\"fred.trouble\",\"at\":\"1970-01-01T00:00:00Z\",\"node\":\"B\",\"address\":\"127.0.0.1:9001\",\"why\":\"FReD cannot be reached\",\"retryIn\":\"PT1S\"}]",
                client.get(api, "/node").json().get("fred").toString());
    }
}
