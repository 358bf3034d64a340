package discedge.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import discedge.context.Answer;
import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.RefusedException;
import discedge.session.ContextMode;
import discedge.session.StopReason;
import discedge.tokens.TokenSequence;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpApiTest extends ServedNodeTest {
    HttpApiTest() {
        super(new HttpApiSettings(10_000, Duration.ofSeconds(10), 1000, Duration.ofMillis(250), Duration.ZERO, Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @EnumSource
    void a_whole_answer_has_llama_cpps_fields_and_ours(ApiClient client) throws Exception {
        ApiClient.Reply reply = client.complete(api, "{\"prompt\": \"Hi\"}");
        assertEquals(200, reply.status());
        assertEquals(client == ApiClient.H2C ? Protocol.H2_PRIOR_KNOWLEDGE : Protocol.HTTP_1_1, reply.protocol());
        assertEquals("application/json", reply.headers().get("content-type"));
        assertEquals("""
                {"content":"Hello","stop":true,"stop_type":"eos","model":"test-model","tokens_predicted":5,"tokens_evaluated":120,"tokens_cached":96,"truncated":false,\
                "timings":{"cache_n":96,"prompt_n":24,"prompt_ms":12.000,"predicted_n":5,"predicted_ms":250.000},"session_id":"abcdefghijklmnopqrstuvwxyz","turn":3,\
                "hash":"%s","node":"B","mode":"tokenized","wait_ms":38.000,"context_tokens":100,"new_tokens":25,"stale":false,"missing_turns":[],"left_out_turns":[],\
                "replayed":false,"stages_ms":{"queue":1.500,"wait":38.000,"prefill":12.000,"decode":250.000,"commit":0.123},"simulated":true}""".formatted(FakeNode.HASH), reply.body());
        assertEquals("Hi", node.requests.take().messages().getFirst().content());
    }

    @ParameterizedTest
    @EnumSource
    void ids_come_on_request_and_what_was_not_seen_or_shown_is_told(ApiClient client) throws Exception {
        node.script = sink -> sink.answered(new Answer(FakeNode.SESSION, 7, Optional.empty(), "B", ContextMode.CLIENT_SIDE,
                TokenSequence.of(72, 105), Optional.empty(),
                StopReason.CANCELLED, 1, 2, 3, 0, List.of(5, 6), List.of(1), true, Answer.Stages.NONE));
        JsonNode json = client.complete(api, "{\"prompt\": \"Hi\", \"return_tokens\": true}").json();
        assertEquals("[72,105]", json.get("tokens").toString());
        assertEquals("[5,6]", json.get("missing_turns").toString());
        assertEquals("[1]", json.get("left_out_turns").toString());
        assertTrue(json.get("stale").asBoolean() && json.get("truncated").asBoolean() && json.get("replayed").asBoolean());
        assertEquals("cancelled", json.get("stop_type").asText());
        assertFalse(json.has("hash"));
    }

    @ParameterizedTest
    @EnumSource
    void every_refusal_is_JSON_with_its_status_code_message_and_fields(ApiClient client) throws Exception {
        for (RefusalCode code : RefusalCode.values()) {
            Refusal refusal = Refusal.of(code, "what to do").with("expected_turn", 4).with("heads", List.of("x", "y"))
                    .with("who", Map.of("since", 1L));
            node.script = sink -> sink.refused(refusal);
            ApiClient.Reply reply = client.complete(api, "{\"prompt\": \"Hi\"}");
            assertEquals(code.status(), reply.status());
            assertEquals("{\"code\":\"" + code.word() + "\",\"message\":\"what to "
                    + "do\",\"expected_turn\":4,\"heads\":[\"x\",\"y\"],\"who\":{\"since\":1}}", reply.body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_replica_that_is_behind_says_when_to_come_back(ApiClient client) throws Exception {
        node.script = sink -> sink.refused(Refusal.of(RefusalCode.REPLICA_BEHIND, "behind").with("replica_turn", 3));
        assertEquals("1", client.complete(api, "{\"prompt\": \"Hi\"}").headers().get("Retry-After"));
        node.script = sink -> sink.refused(Refusal.of(RefusalCode.REPLICA_BEHIND, "behind").with("retry_after_ms", 2100));
        assertEquals("3", client.complete(api, "{\"prompt\": \"Hi\"}").headers().get("Retry-After"));
    }

    @ParameterizedTest
    @EnumSource
    void a_refusal_may_also_be_thrown_and_a_defect_is_an_internal_error(ApiClient client) throws Exception {
        node.script = sink -> {
            throw new RefusedException(Refusal.of(RefusalCode.NODE_STOPPING, "stopping"));
        };
        assertEquals(503, client.complete(api, "{\"prompt\": \"Hi\"}").status());
        node.script = sink -> {
            throw new UnsupportedOperationException("a defect made by a test");
        };
        ApiClient.Reply reply = client.complete(api, "{\"prompt\": \"Hi\"}");
        assertEquals(500, reply.status());
        assertEquals("internal", reply.json().get("code").asText());
        assertFalse(reply.body().contains("made by a test"), "inner messages stay inside");
    }

    @ParameterizedTest
    @EnumSource
    void malformed_JSON_is_a_bad_request(ApiClient client) throws Exception {
        ApiClient.Reply reply = client.complete(api, "{\"prompt\": ");
        assertEquals(400, reply.status());
        assertEquals("bad_request", reply.json().get("code").asText());
        assertTrue(reply.json().get("message").asText().contains("line 1, column"), reply.body());
    }

    @ParameterizedTest
    @EnumSource
    void a_body_over_the_limit_is_refused_and_the_connection_survives(ApiClient client) throws Exception {
        ApiClient.Reply reply = client.complete(api, "{\"prompt\": \"" + "x".repeat(10 << 20) + "\"}");
        assertEquals(413, reply.status());
        assertEquals("body_too_large", reply.json().get("code").asText());
        assertEquals(10_000, reply.json().get("limit_bytes").asInt());
        assertEquals(200, client.complete(api, "{\"prompt\": \"Hi\"}").status());
        assertEquals(1, client.openConnections());
    }

    @Test
    void a_body_of_unknown_length_is_limited_as_well() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            byte[] big = ("{\"prompt\": \"" + "x".repeat(1 << 20) + "\"}").getBytes();
            for (byte[] body : List.of(big, "{\"prompt\": \"Hi\"}".getBytes())) {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/completion"))
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                                .version(HttpClient.Version.HTTP_1_1).build();
                assertEquals(body == big ? 413 : 200, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
            }
        }
    }

    @Test
    void a_client_that_asks_first_is_spared_sending_a_body_that_is_too_long() throws Exception {
        try (var socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(15_000);
            String head = "POST /completion HTTP/1.1\r\nHost: n\r\nExpect: 100-continue\r\nContent-Length: 50000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes());
            assertTrue(readUntil(socket, "limit_bytes\":10000}").startsWith("HTTP/1.1 413"));
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: n\r\n\r\n".getBytes());
            assertTrue(readUntil(socket, "{\"status\":\"ok\"}").startsWith("HTTP/1.1 200"));
        }
    }

    private static String readUntil(Socket socket, String end) throws Exception {
        var seen = new StringBuilder();
        while (!seen.toString().endsWith(end)) seen.append((char) socket.getInputStream().read());
        return seen.toString();
    }

    @Test
    void a_first_line_of_HTTP_2_that_comes_in_parts_is_understood() throws Exception {
        try (var socket = new Socket("127.0.0.1", api.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(15_000);
            for (char c : "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".toCharArray()) socket.getOutputStream().write(c);
            socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            byte[] frame = socket.getInputStream().readNBytes(9);
            assertEquals(4, frame[3], "SETTINGS");
        }
    }

    @Test
    void a_body_of_broken_chunks_is_a_bad_request() throws Exception {
        try (var socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write("POST /completion HTTP/1.1\r\nHost: n\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".getBytes());
            String reply = new String(socket.getInputStream().readAllBytes());
            assertTrue(reply.startsWith("HTTP/1.1 400") && reply.contains("\"code\":\"bad_request\""), reply);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(20)
    void a_client_that_hangs_up_while_it_sends_leaves_nothing_behind(ApiClient client) throws Exception {
        var other = new HttpApi(node, "127.0.0.1", 0, new HttpApiSettings(10_000, Duration.ofSeconds(10), 1000, Duration.ofMillis(250), Duration.ZERO, Duration.ofSeconds(60)));
        other.start();
        var sending = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var body = new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("application/json");
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeUtf8("{\"prompt\": ").flush();
                sending.countDown();
                try {
                    ended.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        var call = client.call(other, body);
        Thread.startVirtualThread(() -> {
            try {
                call.execute().close();
            } catch (IOException e) {
                ended.countDown();
            }
        });
        sending.await();
        assertEquals(200, client.get(other, "/health").status());
        call.cancel();
        ended.countDown();
        // Waits for what is under way: longer than this test may take, if a request were left.
        other.close();
        assertTrue(node.requests.isEmpty());
    }

    @Test
    void many_clients_at_once_each_get_their_own_answer() throws Exception {
        node.script = sink -> {};
        node.echo = true;
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 16; i++) {
                ApiClient client = ApiClient.values()[i % 2];
                String name = "client " + i + " says ";
                results.add(clients.submit(() -> {
                    for (int n = 0; n < 40; n++) {
                        String body = client.complete(api, "{\"prompt\": \"" + name + n + "\", \"stream\": " + (n % 2 == 0) + "}").body();
                        if (!body.contains(name + n + "\"")) return false;
                    }
                    return true;
                }));
            }
            for (var result : results) assertTrue(result.get());
        }
    }

    @Test
    void a_client_that_offers_an_upgrade_is_answered_in_HTTP_1_1() throws Exception {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var response = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/health")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals("{\"status\":\"ok\"}", response.body());
            assertEquals(HttpClient.Version.HTTP_1_1, response.version());
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknown_paths_and_wrong_methods_name_the_right_ones(ApiClient client) throws Exception {
        for (String path : List.of("/", "/completions", "/completion/", "/sessions/" + FakeNode.SESSION + "/turns", "/sessions/x/y/1")) {
            ApiClient.Reply reply = client.get(api, path);
            assertEquals(404, reply.status(), path);
            assertEquals("not_found", reply.json().get("code").asText());
            assertTrue(reply.body().contains("POST /completion, GET /sessions"), reply.body());
        }
        ApiClient.Reply reply = client.get(api, "/completion");
        assertEquals(405, reply.status());
        assertEquals("POST", reply.headers().get("Allow"));
        assertEquals(405, client.send(api, "HEAD", "/completion", new byte[0]).status());
        assertEquals("GET, DELETE", client.send(api, "POST", "/sessions/" + FakeNode.SESSION, new byte[0]).json().get("allowed").asText());
    }

    @ParameterizedTest
    @EnumSource
    void health_and_identity(ApiClient client) throws Exception {
        assertEquals("{\"status\":\"ok\"}", client.get(api, "/health").body());
        node.stopping = true;
        assertEquals(503, client.get(api, "/health").status());
        JsonNode json = client.get(api, "/node").json();
        assertEquals("B", json.get("node").asText());
        assertEquals(9090, json.get("replica_port").asInt());
        assertEquals("{\"name\":\"A\",\"address\":\"127.0.0.1:9091\",\"linked\":true,\"heard\":true,\"durable\":false,\"behind\":2,\"round_trip_ms\":1.234,\"since\":\"1970-01-01T00:00:00Z\",\"problem\":\"\"}",
                json.get("peers").get(0).toString());
        assertEquals("[{\"slot\":1,\"session\":\"abcdefghijklmnopqrstuvwxyz\",\"tokens\":300,\"standing\":\"guess\",\"busy\":false}]", json.get("cache").toString());
    }

    @Test
    void a_port_that_is_taken_is_named_with_what_to_do() {
        var second = new HttpApi(node, "127.0.0.1", api.port());
        String message = assertThrows(CannotListenException.class, second::start).getMessage();
        assertEquals("Cannot listen on 127.0.0.1:" + api.port()
                + ": the port is taken. End the program that uses it, or choose another HTTP port (0 takes any free one).", message);
        assertTrue(assertThrows(CannotListenException.class, () -> new HttpApi(node, "no-such-host.invalid", 0).start()).getMessage()
                .contains("no such host"));
        assertTrue(assertThrows(CannotListenException.class, () -> new HttpApi(node, "192.0.2.1", 0).start()).getMessage()
                .contains("192.0.2.1:0"));
    }

    @Test
    void what_is_no_HTTP_is_answered_in_the_same_form() throws Exception {
        try (var socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: a b c:x\r\n\r\n".getBytes());
            String reply = new String(socket.getInputStream().readAllBytes());
            assertTrue(reply.startsWith("HTTP/1.1 400") && reply.contains("{\"code\":\"bad_request\""), reply);
        }
    }
}
