package discedge.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.engine.simulated.HardwareProfile;
import discedge.engine.simulated.SimulatedEngine;
import discedge.engine.simulated.SimulatedSettings;
import discedge.event.EventSink;
import discedge.lab.NodeCaller.Got;
import discedge.node.EdgeNode;
import discedge.node.NodeSettings;
import discedge.runtime.RealPacer;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node is sent by mistake or malice: each gets a clear error, and the session it was sent to goes on. */
@Timeout(60)
class BadInputTest {
    private static final String S = "abcdefghijklmnopqrstuvwxyz";
    private static final int WINDOW = 2_048;
    private static EdgeNode node;
    private static NodeCaller caller;
    private static Got last;

    @BeforeAll
    static void start() throws Exception {
        node = EdgeNode.start(NodeSettings.inMemory("A", List.of()),
                new SimulatedEngine(SimulatedSettings.of(HardwareProfile.INSTANT).withWindow(WINDOW), new RealPacer()), EventSink.NONE, new SecureRandom());
        caller = new NodeCaller(node.httpPort());
        last = caller.turn(S, null, "Hello").ok();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static void theSessionGoesOn() {
        Got next = caller.turn(S, last, "Still there?", "n_predict", 2).ok();
        assertEquals(last.number("turn") + 1, next.number("turn"));
        last = next;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"prompt\": \"Hi\"", "[1, 2]", "\"text\"", "null", "{\"prompt\": \"Hi\"} {}", "{\"prompt\": \"a\", \"prompt\": \"b\"}",
        "{prompt: \"Hi\"}", "{\"prompt\": \"a\u0001b\"}", "not JSON at all"})
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        Got refused = caller.complete(body);
        refused.refused(400, "bad_request");
        theSessionGoesOn();
    }

    @Test
    void bracketsWithoutEndAreRefused() {
        caller.complete("{\"prompt\": " + "[".repeat(200_000)).refused(400, "bad_request");
        caller.complete("{\"x\": " + "[".repeat(400_000) + "]".repeat(400_000) + "}").refused(400, "bad_request");
        theSessionGoesOn();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "turn          | 0", "turn | -3", "turn | 1.5", "turn | \"two\"", "turn | 1000000", "turn | 99999999999999999999", "turn | [1]",
        "mode          | \"telepathy\"", "mode | 7",
        "consistency   | \"eventual\"",
        "session_id    | \"550e8400-e29b-41d4-a716-446655440000\"", "session_id | 5",
        "after         | \"xyz\"", "after | 12", "after | [\"aaaaaaaaaaaaaaaaaaaaaaaaaa\", 3]",
        "attempt       | 0", "attempt | -1",
        "max_wait_ms   | -1", "max_wait_ms | 30001", "max_wait_ms | \"long\"",
        "n_predict     | -7", "n_predict | 1e30",
        "on_disconnect | \"explode\"",
        "prompt        | 17", "prompt | [\"a\"]",
        "stream        | \"yes\"",
        "stop          | {}",
        "window_policy | \"reject\"",
        "system        | \"too late\"",
        "fork_from     | {\"session_id\": \"x\"}",
        "user_id       | {}"})
    void aFieldThatIsWrongIsNamed(String field, String value) {
        var body = NodeCaller.body(S, last, "Hi");
        Got refused = caller.complete(body.without(List.of(field)).toString().replaceFirst("}$", ",\"" + field + "\":" + value + "}"));
        refused.refused(400, "bad_request");
        assertTrue(refused.body().contains(field), "it says which field: " + refused.body());
        theSessionGoesOn();
    }

    @Test
    void aTurnFarAheadOrOfASessionThatNobodyKnowsIsRefused() {
        caller.complete(NodeCaller.body(S, last, "Hi", "turn", last.number("turn") + 7, "max_wait_ms", 10)).refused(409, "replica_behind");
        caller.complete(NodeCaller.body(S.replace('a', 'b'), last, "Hi", "max_wait_ms", 10)).refused(404, "session_unknown");
        caller.complete(NodeCaller.body(S, last, "Hi", "after", "a".repeat(26), "max_wait_ms", 10)).refused(409, "replica_behind");
        theSessionGoesOn();
    }

    @Test
    void aPromptLongerThanTheWindowIsRefusedInEveryMode() {
        String prompt = "robot ".repeat(WINDOW + 1);
        caller.turn(S, last, prompt).refused(400, "prompt_too_long");
        caller.turn(S.replace('z', '1'), null, prompt, "mode", "raw").refused(400, "prompt_too_long");
        caller.complete("{\"mode\": \"client-side\", \"messages\": [{\"role\": \"user\", \"content\": \"" + prompt + "\"}]}").refused(400, "prompt_too_long");
        caller.turn(S.replace('z', '2'), null, "Hi", "system", prompt).refused(400, "prompt_too_long");
        theSessionGoesOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "\n", "é", "<|im_start|>", "7", "ab", "!"})
    void aMegabyteOfOneCharacterIsRefusedBeforeLong(String piece) {
        caller.turn(S, last, piece.repeat(900_000 / (piece.equals("\n") ? 2 : piece.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)))
                .refused(400, "prompt_too_long");
        theSessionGoesOn();
    }

    @Test
    void tenMegabytesAreRefused() {
        caller.turn(S, last, "x".repeat(10_000_000)).refused(413, "body_too_large");
        theSessionGoesOn();
    }

    @Test
    void pathsAndMethodsThatAreNoneAreRefused() {
        caller.get("/v1/nothing").refused(404, "not_found");
        caller.get("/completion").refused(405, "method_not_allowed");
        caller.get("/sessions/not-an-id").refused(400, "bad_request");
        caller.get("/sessions/" + S.replace('a', 'b')).refused(404, "session_unknown");
        caller.delete("/sessions/" + S + "/turns/99").refused(404, "turn_unknown");
        caller.delete("/sessions/" + S + "/turns/zero").refused(400, "bad_request");
        theSessionGoesOn();
    }
}
