package discedge.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.context.AnswerSink;
import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.event.ClientEvent;
import discedge.event.EventJson;
import discedge.event.RecordedEvent;
import discedge.session.ContextMode;
import discedge.session.Message;
import discedge.session.RecordCodec;
import discedge.session.RequestHash;
import discedge.session.Role;
import discedge.session.RoleSpan;
import discedge.session.SessionHeader;
import discedge.session.StopReason;
import discedge.session.TurnContent;
import discedge.session.TurnRecord;
import discedge.session.WindowPolicy;
import discedge.tokens.Fingerprint;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class EventsAndSessionsTest extends ServedNodeTest {
    EventsAndSessionsTest() {
        super(new HttpApiSettings(10_000, Duration.ofMillis(200), 200, Duration.ofMillis(250), Duration.ZERO, Duration.ofSeconds(5)));
    }

    private static RecordedEvent event(long id) {
        return new RecordedEvent(id, new ClientEvent.Deleted(Instant.EPOCH, "B", "client", FakeNode.SESSION));
    }

    private static String text(BufferedSource source) throws IOException {
        String line = source.readUtf8LineStrict();
        while (line.isEmpty() || line.startsWith(":")) line = source.readUtf8LineStrict();
        if (!line.equals("event: log")) return line;
        source.readUtf8LineStrict();
        return text(source);
    }

    @ParameterizedTest
    @EnumSource
    void events_after_an_id_then_new_ones_with_pings_in_between(ApiClient client) throws Exception {
        for (long id = 1; id <= 3; id++) node.past.add(event(id));
        try (Response response = client.call(api, "GET", "/events?after=2", new byte[0], Map.of()).execute()) {
            assertEquals("text/event-stream", response.header("content-type"));
            BufferedSource source = response.body().source();
            assertEquals("id: e1-3", text(source));
            assertEquals("data: " + EventJson.line(event(3)), text(source));
            node.subscribers.getFirst().event(event(4));
            assertEquals("id: e1-4", text(source));
            assertEquals(event(4), EventJson.parse(text(source).substring(6)));
            for (int pings = 0; pings < 2; ) if (source.readUtf8LineStrict().equals(": ping")) pings++;
        }
        assertTrue(node.unsubscribed.await(15, TimeUnit.SECONDS), "hanging up ends the subscription");
    }

    @ParameterizedTest
    @EnumSource
    void a_reader_that_comes_back_goes_on_where_it_was(ApiClient client) throws Exception {
        for (long id = 1; id <= 3; id++) node.past.add(event(id));
        try (Response response = client.call(api, "GET", "/events?after=0", new byte[0], Map.of("Last-Event-ID", "2")).execute()) {
            assertEquals("id: e1-3", text(response.body().source()));
        }
        try (Response response = client.call(api, "GET", "/events?after=e1-2", new byte[0], Map.of()).execute()) {
            assertEquals("id: e1-3", text(response.body().source()));
        }
        assertEquals(400, client.get(api, "/events?after=x").status());
        assertEquals(400, client.get(api, "/events?after=-1").status());
    }

    @ParameterizedTest
    @EnumSource
    void a_reader_that_comes_back_after_a_restart_is_told_that_its_ids_are_of_another_epoch(ApiClient client) throws Exception {
        node.past.add(event(1));
        try (Response response = client.call(api, "GET", "/events", new byte[0], Map.of("Last-Event-ID", "e0-77")).execute()) {
            BufferedSource source = response.body().source();
            assertEquals("event: gap", text(source));
            assertEquals("data: {\"type\":\"gap\",\"epoch\":\"e0\",\"from\":78}", text(source));
            assertEquals("id: e1-1", text(source));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_stream_begins_with_what_can_be_had_and_a_gap_names_what_is_lost(ApiClient client) throws Exception {
        try (Response response = client.call(api, "GET", "/events?after=e1-0", new byte[0], Map.of()).execute()) {
            BufferedSource source = response.body().source();
            assertEquals(": ping", source.readUtf8LineStrict());
            source.readUtf8LineStrict();
            assertEquals("event: log", source.readUtf8LineStrict());
            assertEquals("data: {\"type\":\"log\",\"node\":\"B\",\"epoch\":\"e1\",\"first\":1,\"last\":0}", source.readUtf8LineStrict());
            node.subscribers.getFirst().gap(5, 9);
            assertEquals("event: gap", text(source));
            assertEquals("data: {\"type\":\"gap\",\"from\":5,\"to\":9}", text(source));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reader_that_is_too_slow_loses_its_connection_and_nothing_else_suffers(ApiClient client) throws Exception {
        try (Response response = client.call(api, "GET", "/events", new byte[0], Map.of()).execute()) {
            BufferedSource source = response.body().source();
            assertEquals(": ping", source.readUtf8LineStrict());
            long id = 0;
            // Never reads; what is sent fills all buffers on the way.
            while (!node.subscribers.isEmpty()) {
                RecordedEvent next = event(++id);
                node.subscribers.forEach(subscriber -> subscriber.event(next));
                // As a node would: not faster than a reader that does read can take. Each yield may cost what a busy machine gives to others.
                if (id % 16 == 0) Thread.yield();
            }
            assertTrue(node.unsubscribed.await(15, TimeUnit.SECONDS));
            assertThrows(IOException.class, () -> {
                while (true) source.readUtf8LineStrict();
            });
        }
        assertEquals(200, client.get(api, "/health").status());
    }

    @ParameterizedTest
    @EnumSource
    void closing_ends_event_streams_and_lets_a_running_turn_finish(ApiClient client) throws Exception {
        BlockingQueue<AnswerSink> turns = new LinkedBlockingQueue<>();
        node.script = turns::add;
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        Thread.startVirtualThread(() -> {
            try {
                bodies.add(client.complete(api, "{\"prompt\": \"Hi\"}").body());
            } catch (IOException e) {
                bodies.add(e.toString());
            }
        });
        AnswerSink sink = turns.take();
        try (Response response = client.call(api, "GET", "/events", new byte[0], Map.of()).execute()) {
            Thread closing = Thread.startVirtualThread(api::close);
            String rest = response.body().string();
            assertTrue(rest.startsWith(": ping"), "ended in order, not cut");
            sink.answered(node.answer("finished"));
            assertTrue(bodies.take().contains("finished"));
            closing.join();
        }
        assertThrows(IOException.class, () -> client.get(api, "/health"));
    }

    @ParameterizedTest
    @EnumSource
    void a_killed_node_answers_nothing_more(ApiClient client) throws Exception {
        BlockingQueue<AnswerSink> turns = new LinkedBlockingQueue<>();
        node.script = turns::add;
        BlockingQueue<Boolean> failed = new LinkedBlockingQueue<>();
        Thread.startVirtualThread(() -> {
            try {
                client.complete(api, "{\"prompt\": \"Hi\"}");
                failed.add(false);
            } catch (IOException e) {
                failed.add(true);
            }
        });
        turns.take();
        api.kill();
        assertTrue(failed.take());
        assertThrows(IOException.class, () -> client.get(api, "/health"));
    }

    private static TurnRecord record(TurnContent content) {
        var header = new SessionHeader(FakeNode.SESSION, "u", ContextMode.TOKENIZED, "test-model", Fingerprint.of(7), "chatml",
                WindowPolicy.DROP_OLDEST, Duration.ZERO);
        return RecordCodec.withHash(new TurnRecord(FakeNode.SESSION, 1, Optional.of(header), content, RequestHash.ofBytes(new byte[16]),
                Optional.of("r1"), 2, "A",
                Instant.EPOCH, RecordCodec.hash(header), List.of(), List.of(), List.of(), StopReason.LIMIT, FakeNode.HASH));
    }

    private static NodeService.SessionSummary summary(boolean deleted) {
        return new NodeService.SessionSummary(FakeNode.SESSION, "u", "tokenized", "test-model", 1, 1, Optional.of(FakeNode.HASH), 5, 99,
                true, deleted, Instant.EPOCH, Optional.of(Instant.EPOCH.plusSeconds(60)));
    }

    private static NodeService.SessionView view(TurnContent content, boolean deleted) {
        TurnRecord record = record(content);
        return new NodeService.SessionView(summary(deleted), record.header().get(), List.of(record), List.of(record));
    }

    @ParameterizedTest
    @EnumSource
    void sessions_are_listed_page_by_page(ApiClient client) throws Exception {
        node.sessions = IntStream.range(0, 5).mapToObj(i -> summary(false)).toList();
        JsonNode all = client.get(api, "/sessions").json();
        assertEquals(5, all.get("sessions").size());
        assertEquals(5, all.get("total").asInt());
        assertEquals("{\"session_id\":\"%s\",\"user_id\":\"u\",\"mode\":\"tokenized\",\"model\":\"test-model\",\"turn\":1,\"newest_turn\":1,\"head\":\"%s\",\"tokens\":5,\"bytes\":99,\"forked\":true,\"deleted\":false,\"last_write\":\"1970-01-01T00:00:00Z\",\"expires\":\"1970-01-01T00:01:00Z\"}"
                .formatted(FakeNode.SESSION, FakeNode.HASH), all.get("sessions").get(0).toString());
        assertEquals(1, client.get(api, "/sessions?limit=2&offset=4").json().get("sessions").size());
        assertEquals(0, client.get(api, "/sessions?offset=9").json().get("sessions").size());
        assertEquals(400, client.get(api, "/sessions?limit=0").status());
    }

    @ParameterizedTest
    @EnumSource
    void a_session_shows_turns_and_branches_and_on_request_ids_and_pieces(ApiClient client) throws Exception {
        assertEquals("session_unknown", client.get(api, "/sessions/" + FakeNode.SESSION).json().get("code").asText());
        assertEquals("bad_request", client.get(api, "/sessions/no-id").json().get("code").asText());
        var content = new TurnContent.Ids(List.of(new RoleSpan(Role.USER, 0, 1), new RoleSpan(Role.ASSISTANT, 1, 2)), TokenSequence.of('a',
                0xc3, 0xa9));
        node.view = Optional.of(view(content, false));
        JsonNode turn = client.get(api, "/sessions/" + FakeNode.SESSION).json().get("turns").get(0);
        assertEquals(1, turn.get("turn").asInt());
        assertEquals("A", turn.get("origin").asText());
        assertEquals("limit", turn.get("stop").asText());
        assertEquals(3, turn.get("tokens").asInt());
        assertEquals(2, turn.get("attempt").asInt());
        assertFalse(turn.has("ids"));
        JsonNode whole = client.get(api, "/sessions/" + FakeNode.SESSION + "?tokens=true").json();
        assertEquals("drop-oldest", whole.get("window_policy").asText());
        JsonNode branch = whole.get("branches").get(0);
        assertEquals("[97,195,169]", branch.get("ids").toString());
        assertEquals("[\"a\",[195],[169]]", branch.get("pieces").toString());
        assertEquals("{\"role\":\"assistant\",\"start\":1,\"length\":2}", branch.get("spans").get(1).toString());
    }

    @ParameterizedTest
    @EnumSource
    void a_session_of_texts_shows_texts_and_a_deleted_one_is_gone(ApiClient client) throws Exception {
        var content = new TurnContent.Texts(List.of(new RoleSpan(Role.USER, 0, 1)), List.of(new Message(Role.USER, "q")), 4);
        node.view = Optional.of(view(content, false));
        JsonNode turn = client.get(api, "/sessions/" + FakeNode.SESSION + "?tokens=true").json().get("turns").get(0);
        assertEquals("[{\"role\":\"user\",\"content\":\"q\"}]", turn.get("messages").toString());
        node.view = Optional.of(view(content, true));
        assertEquals(410, client.get(api, "/sessions/" + FakeNode.SESSION).status());
    }

    @ParameterizedTest
    @EnumSource
    void a_session_is_deleted_or_the_reason_why_not_is_told(ApiClient client) throws Exception {
        String path = "/sessions/" + FakeNode.SESSION;
        assertEquals("{\"deleted\":true}", client.send(api, "DELETE", path, new byte[0]).body());
        node.deleteRefusal = Optional.of(Refusal.of(RefusalCode.DELETE_UNCONFIRMED, "no peer confirms"));
        assertEquals(503, client.send(api, "DELETE", path, new byte[0]).status());
    }

    @ParameterizedTest
    @EnumSource
    void a_running_turn_is_stopped(ApiClient client) throws Exception {
        String path = "/sessions/" + FakeNode.SESSION + "/turns/3";
        assertEquals("turn_unknown", client.send(api, "DELETE", path, new byte[0]).json().get("code").asText());
        node.turnRuns = true;
        assertEquals("{\"stopped\":true}", client.send(api, "DELETE", path, new byte[0]).body());
        assertEquals(400, client.send(api, "DELETE", "/sessions/" + FakeNode.SESSION + "/turns/0", new byte[0]).status());
    }

    @Test
    void a_server_that_never_started_closes_quietly() {
        new HttpApi(node, "127.0.0.1", 0).close();
    }
}
