package discedge.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.context.Answer;
import discedge.context.AnswerSink;
import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.session.ContextMode;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class StreamedAnswerTest {
    private static final byte[] STREAM = "{\"prompt\": \"Hi\", \"stream\": true}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] STREAM_WITH_IDS = "{\"prompt\": \"Hi\", \"stream\": true, \"return_tokens\": true}".getBytes(
            StandardCharsets.UTF_8);

    private final FakeNode node = new FakeNode();
    private final HttpApi api = new HttpApi(node, "127.0.0.1", 0);
    private final BlockingQueue<AnswerSink> turns = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        api.start();
        node.script = turns::add;
    }

    @AfterEach
    void stop() {
        api.close();
        for (ApiClient client : ApiClient.values()) client.dropConnections();
    }

    private static JsonNode next(BufferedSource source) throws Exception {
        String line = source.readUtf8LineStrict();
        assertEquals("", source.readUtf8LineStrict());
        assertTrue(line.startsWith("data: "), line);
        return ApiClient.JSON.readTree(line.substring(6));
    }

    @ParameterizedTest
    @EnumSource
    void pieces_arrive_as_they_are_sampled_and_the_end_has_everything_but_content(ApiClient client) throws Exception {
        node.script = sink -> {
            turns.add(sink);
            sink.sampled(node.engine.tokenize("He"));
        };
        try (Response response = client.call(api, "POST", "/completion", STREAM_WITH_IDS, Map.of()).execute()) {
            assertEquals(200, response.code());
            assertEquals("text/event-stream", response.header("content-type"));
            BufferedSource source = response.body().source();
            assertEquals("{\"content\":\"He\",\"tokens\":[72,101],\"stop\":false}", next(source).toString());
            AnswerSink sink = turns.take();
            sink.sampled(TokenSequence.of('y'));
            assertEquals("{\"content\":\"y\",\"tokens\":[121],\"stop\":false}", next(source).toString());
            sink.answered(node.answer("Hey"));
            JsonNode last = next(source);
            assertEquals("", last.get("content").asText());
            assertTrue(last.get("stop").asBoolean());
            assertEquals("[]", last.get("tokens").toString());
            assertEquals(FakeNode.HASH.toString(), last.get("hash").asText());
            assertEquals(3, last.get("tokens_predicted").asInt());
            assertEquals(38.0, last.get("wait_ms").asDouble());
            assertTrue(source.exhausted());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_character_is_never_split_between_pieces(ApiClient client) throws Exception {
        String text = "a€😀é";
        node.script = sink -> {
            TokenSequence ids = node.engine.tokenize(text + "\u00e9").slice(0, text.getBytes(StandardCharsets.UTF_8).length + 1);
            for (int i = 0; i < ids.length(); i++) sink.sampled(ids.slice(i, i + 1));
            sink.answered(FakeNode.answer(ids));
        };
        List<JsonNode> events = client.send(api, "POST", "/completion", STREAM).events();
        List<String> pieces = events.stream().map(event -> event.get("content").asText()).toList();
        assertEquals(text + "\ufffd", String.join("", pieces), "the last character was cut off by the limit");
        assertTrue(pieces.stream().limit(pieces.size() - 2).noneMatch(piece -> piece.contains("\ufffd")), pieces.toString());
    }

    @ParameterizedTest
    @EnumSource
    void a_replay_streams_the_stored_answer(ApiClient client) throws Exception {
        node.script = sink -> sink.answered(node.answer("stored"));
        List<JsonNode> events = client.send(api, "POST", "/completion", STREAM).events();
        assertEquals(List.of("stored", ""), events.stream().map(event -> event.get("content").asText()).toList());
        node.script = sink -> sink.answered(new Answer(FakeNode.SESSION, 3, Optional.of(FakeNode.HASH), "B", ContextMode.RAW,
                TokenSequence.EMPTY, Optional.of("raw text"),
                StopReason.EOS, 1, 2, 3, 0, List.of(), List.of(), true, Answer.Stages.NONE));
        events = client.send(api, "POST", "/completion", STREAM).events();
        assertEquals(List.of("raw text", ""), events.stream().map(event -> event.get("content").asText()).toList());
        assertEquals("raw text", client.complete(api, "{\"prompt\": \"Hi\"}").json().get("content").asText());
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_answer_is_one_last_event(ApiClient client) throws Exception {
        node.script = sink -> sink.answered(node.answer(""));
        assertEquals(List.of(true), client.send(api, "POST", "/completion", STREAM).events().stream().map(event -> event.get("stop")
                .asBoolean()).toList());
    }

    @ParameterizedTest
    @EnumSource
    void a_refusal_before_the_first_id_is_an_error_with_its_status(ApiClient client) throws Exception {
        node.script = sink -> sink.refused(Refusal.of(RefusalCode.REPLICA_BEHIND, "behind").with("replica_turn", 2));
        ApiClient.Reply reply = client.send(api, "POST", "/completion", STREAM);
        assertEquals(409, reply.status());
        assertEquals("application/json", reply.headers().get("content-type"));
        assertEquals("{\"code\":\"replica_behind\",\"message\":\"behind\",\"replica_turn\":2}", reply.body());
    }

    @ParameterizedTest
    @EnumSource
    void a_refusal_after_the_first_id_is_the_last_event(ApiClient client) throws Exception {
        node.script = sink -> {
            sink.sampled(TokenSequence.of('x'));
            sink.refused(Refusal.of(RefusalCode.STORE_FAILED, "the disk is full"));
        };
        ApiClient.Reply reply = client.send(api, "POST", "/completion", STREAM);
        assertEquals(200, reply.status());
        assertEquals("{\"error\":{\"code\":\"store_failed\",\"message\":\"the disk is full\"}}", reply.events().getLast().toString());
    }

    @ParameterizedTest
    @EnumSource
    void many_pieces_from_another_thread_arrive_whole_and_in_order(ApiClient client) throws Exception {
        String text = "0123456789".repeat(500);
        node.script = sink -> Thread.startVirtualThread(() -> {
            TokenSequence ids = node.engine.tokenize(text);
            for (int i = 0; i < ids.length(); i++) sink.sampled(ids.slice(i, i + 1));
            sink.answered(FakeNode.answer(ids));
        });
        for (int round = 0; round < 5; round++)
            assertEquals(text, client.send(api, "POST", "/completion", STREAM).events().stream().map(event -> event.get("content").asText())
                    .collect(Collectors.joining()));
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_hangs_up_in_mid_stream_is_told_to_the_node(ApiClient client) throws Exception {
        var call = client.call(api, "POST", "/completion", STREAM, Map.of());
        node.script = sink -> sink.sampled(TokenSequence.of('x'));
        try (Response response = call.execute()) {
            next(response.body().source());
            call.cancel();
        }
        assertTrue(node.gone.await(15, TimeUnit.SECONDS));
        assertNodeAnswersOthers(client);
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_hangs_up_before_the_answer_is_told_to_the_node(ApiClient client) throws Exception {
        var call = client.call(api, "POST", "/completion", "{\"prompt\": \"Hi\"}".getBytes(StandardCharsets.UTF_8), Map.of());
        var ended = new LinkedBlockingQueue<Boolean>();
        Thread.startVirtualThread(() -> {
            try {
                call.execute().close();
                ended.add(true);
            } catch (java.io.IOException e) {
                ended.add(false);
            }
        });
        AnswerSink sink = turns.take();
        call.cancel();
        assertTrue(node.gone.await(15, TimeUnit.SECONDS));
        assertFalse(ended.take());
        sink.answered(node.answer("too late"));
        assertNodeAnswersOthers(client);
    }

    private void assertNodeAnswersOthers(ApiClient client) throws Exception {
        node.script = sink -> sink.answered(node.answer("next"));
        assertEquals("next", client.complete(api, "{\"prompt\": \"Hi\"}").json().get("content").asText());
    }

    @org.junit.jupiter.api.Test
    void a_client_that_sends_its_next_request_early_gets_both_answers() throws Exception {
        String body = "{\"prompt\": \"Hi\"}";
        String request = "POST /completion HTTP/1.1\r\nHost: n\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (var socket = new java.net.Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(15_000);
            for (int round = 0; round < 3; round++) {
                socket.getOutputStream().write(request.getBytes());
                AnswerSink first = turns.take();
                // Long enough for the node to listen for a hang-up: what it hears is the next request.
                assertFalse(node.gone.await(60, TimeUnit.MILLISECONDS));
                socket.getOutputStream().write(request.getBytes());
                assertFalse(node.gone.await(60, TimeUnit.MILLISECONDS));
                first.answered(node.answer("one"));
                turns.take().answered(node.answer("two"));
                var reader = socket.getInputStream();
                var seen = new StringBuilder();
                while (!seen.toString().contains("\"two\"") || !seen.toString().endsWith("\"simulated\":true}")) seen.append(
                        (char) reader.read());
                assertTrue(seen.indexOf("\"one\"") < seen.indexOf("\"two\""));
            }
        }
    }
}
