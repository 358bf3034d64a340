package discedge.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.context.Consistency;
import discedge.context.OnDisconnect;
import discedge.context.Refusal;
import discedge.context.RefusalCode;
import discedge.context.RefusedException;
import discedge.context.TurnRequest;
import discedge.session.ContextMode;
import discedge.session.Message;
import discedge.session.Role;
import discedge.session.SessionId;
import discedge.session.WindowPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionRequestParserTest {
    private static final String ID = "abcdefghijklmnopqrstuvwxyz";
    private static final String HASH = FakeNode.HASH.toString();

    private final CompletionRequestParser parser = new CompletionRequestParser(new ByteEngine()::tokenize, HttpApiSettings.DEFAULT);

    private CompletionRequest parse(String json) {
        return parser.parse(json.replace('`', '"').getBytes(StandardCharsets.UTF_8));
    }

    private Refusal refusal(String json) {
        Refusal refusal = assertThrows(RefusedException.class, () -> parse(json), json).refusal();
        assertEquals(RefusalCode.BAD_REQUEST, refusal.code());
        return refusal;
    }

    @Test
    void a_prompt_alone_is_turn_1_with_every_default() {
        CompletionRequest request = parse("{`prompt`: `Hi ü`}");
        TurnRequest turn = request.turn();
        assertFalse(request.stream());
        assertFalse(request.returnTokens());
        assertEquals(Optional.empty(), turn.session());
        assertEquals(1, turn.turn());
        assertEquals(Optional.empty(), turn.mode());
        assertEquals(Consistency.STRONG, turn.consistency());
        assertEquals(Duration.ofMillis(250), turn.maxWait());
        assertEquals(1, turn.attempt());
        assertEquals(OnDisconnect.FINISH, turn.onDisconnect());
        assertEquals(List.of(new Message(Role.USER, "Hi ü")), turn.messages());
        assertEquals(5, turn.messageIds().getFirst().length());
        assertEquals(128, turn.sampling().maxTokens());
        assertEquals(Duration.ZERO, turn.idleTtl());
    }

    @Test
    void every_field_arrives_and_the_engines_pass_through() {
        TurnRequest turn = parse("""
                {`prompt`: `p`, `session_id`: `%s`, `user_id`: `u`, `turn`: 7, `mode`: `raw`, `consistency`: `available`, `max_wait_ms`: 30000,
                 `after`: [`%s`], `attempt`: 2, `request_id`: `r1`, `on_disconnect`: `cancel`, `stream`: true, `return_tokens`: true,
                 `n_predict`: 5, `stop`: [`\\n`], `seed`: 123, `temperature`: 0.5, `top_k`: 40, `cache_prompt`: true, `logit_bias`: [[1, -1.0]], `id_slot`: null}
                """.formatted(ID, HASH)).turn();
        assertEquals(Optional.of(new SessionId(ID)), turn.session());
        assertEquals("u", turn.user());
        assertEquals(7, turn.turn());
        assertEquals(Optional.of(ContextMode.RAW), turn.mode());
        assertEquals(Consistency.AVAILABLE, turn.consistency());
        assertEquals(Duration.ofSeconds(30), turn.maxWait());
        assertEquals(List.of(FakeNode.HASH), turn.after());
        assertEquals(2, turn.attempt());
        assertEquals(Optional.of("r1"), turn.requestId());
        assertEquals(OnDisconnect.CANCEL, turn.onDisconnect());
        assertEquals(5, turn.sampling().maxTokens());
        assertEquals(List.of("\n"), turn.sampling().stop());
        assertEquals(Map.of("seed", "123", "temperature", "0.5", "top_k", "40", "cache_prompt", "true", "logit_bias", "[[1,-1.0]]"),
                turn.sampling().fields());
    }

    @Test
    void turn_1_takes_a_system_prompt_a_window_policy_a_life_time_and_a_branch_to_go_on_from() {
        TurnRequest turn = parse("{`prompt`: `p`, `system`: `Be brief.`, `window_policy`: `reject`, `ttl_s`: 60, `fork_from`: "
                + "{`session_id`: `%s`, `hash`: `%s`}}".formatted(ID, HASH)).turn();
        assertEquals(List.of(new Message(Role.SYSTEM, "Be brief."), new Message(Role.USER, "p")), turn.messages());
        assertEquals(Optional.of(WindowPolicy.REJECT), turn.windowPolicy());
        assertEquals(Duration.ofMinutes(1), turn.idleTtl());
        assertEquals(Optional.of(new TurnRequest.ForkFrom(new SessionId(ID), FakeNode.HASH)), turn.forkFrom());
    }

    @Test
    void messages_mean_mode_client_side() {
        TurnRequest turn = parse("{`messages`: [{`role`: `system`, `content`: `s`}, {`role`: `user`, `content`: `q`}]}").turn();
        assertEquals(Optional.of(ContextMode.CLIENT_SIDE), turn.mode());
        assertEquals(List.of(new Message(Role.SYSTEM, "s"), new Message(Role.USER, "q")), turn.messages());
    }

    @Test
    void an_empty_prompt_is_a_prompt_and_null_is_an_absent_field() {
        assertEquals(List.of(new Message(Role.USER, "")), parse("{`prompt`: ``, `session_id`: null, `after`: null, `mode`: null}").turn()
                .messages());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {}                                                        | prompt        | prompt is missing
            {`prompt`: [1, 2]}                                        | prompt        | must be a string, got a list
            {`prompt`: `\\ud800`}                                     | prompt        | half of a surrogate pair
            {`prompt`: `p`, `turn`: 0}                                | turn          | from 1 to 999999
            {`prompt`: `p`, `turn`: -3}                               | turn          | from 1 to 999999
            {`prompt`: `p`, `turn`: 1.5}                              | turn          | whole number
            {`prompt`: `p`, `turn`: `1`}                              | turn          | got the string '1'
            {`prompt`: `p`, `turn`: 99999999999999999999}             | turn          | from 1 to 999999
            {`prompt`: `p`, `turn`: 2}                                | session_id    | without session_id
            {`prompt`: `p`, `session_id`: `ID`}                       | turn          | turn is missing
            {`prompt`: `p`, `session_id`: `a-b`, `turn`: 1}           | session_id    | 26 characters [a-z0-9]
            {`prompt`: `p`, `mode`: `tokenised`}                      | mode          | [raw, tokenized, client-side]
            {`prompt`: `p`, `consistency`: `eventual`}                | consistency   | [strong, available]
            {`prompt`: `p`, `on_disconnect`: `stop`}                  | on_disconnect | [finish, cancel]
            {`prompt`: `p`, `window_policy`: `fifo`}                  | window_policy | [reject, drop-oldest]
            {`prompt`: `p`, `max_wait_ms`: 30001}                     | max_wait_ms   | from 0 to 30000
            {`prompt`: `p`, `attempt`: 0}                             | attempt       | from 1
            {`prompt`: `p`, `after`: `HASH`}                          | after         | turn 1 comes after nothing
            {`prompt`: `p`, `session_id`: `ID`, `turn`: 2, `after`: 5} | after        | a string or a list of strings
            {`prompt`: `p`, `session_id`: `ID`, `turn`: 2, `after`: [`x`]} | after    | 26 characters [a-z2-7]
            {`prompt`: `p`, `session_id`: `ID`, `turn`: 2, `after`: [`a`,`a`,`a`,`a`,`a`,`a`,`a`,`a`,`a`]} | after | up to 8
            {`prompt`: `p`, `session_id`: `ID`, `turn`: 2, `consistency`: `available`} | after | needs "after"
            {`prompt`: `p`, `session_id`: `ID`, `turn`: 2, `system`: `s`} | system    | turn 1 only
            {`prompt`: `p`, `session_id`: `ID`, `turn`: 2, `ttl_s`: 5} | ttl_s        | turn 1 only
            {`prompt`: `p`, `fork_from`: {`session_id`: `ID`}}        | fork_from.hash | has no hash
            {`prompt`: `p`, `fork_from`: `ID`}                        | fork_from     | must be an object
            {`prompt`: `p`, `n_predict`: -2}                          | n_predict     | from -1
            {`prompt`: `p`, `stop`: 5}                                | stop          | a string or a list
            {`prompt`: `p`, `stop`: [``]}                             | stop          | empty text
            {`prompt`: `p`, `stream`: `yes`}                          | stream        | true or false
            {`prompt`: `p`, `seed`: `x`}                              | seed          | whole number
            {`prompt`: `p`, `temperature`: `hot`}                     | temperature   | a number
            {`prompt`: `p`, `messages`: []}                           | prompt        | leave prompt out
            {`prompt`: `p`, `mode`: `raw`, `messages`: [1]}           | messages      | go with mode client-side
            {`mode`: `client-side`}                                   | messages      | carries all of them
            {`messages`: []}                                          | messages      | at least one
            {`messages`: [{`role`: `tool`, `content`: `c`}]}          | messages[0].role | [system, user, assistant]
            {`messages`: [{`role`: `user`}]}                          | messages[0].content | has no content
            {`messages`: [{`role`: `assistant`, `content`: `c`}]}     | messages      | must be the user's
            {`prompt`: `p`, `request_id`: ``}                         | request_id    | 1 to 256
            """)
    void a_wrong_field_is_named_with_what_is_right(String json, String field, String message) {
        Refusal refusal = refusal(json.replace("ID", ID).replace("HASH", HASH));
        assertEquals(field, refusal.fields().get("field"), refusal.message());
        assertTrue(refusal.message().contains(message), refusal.message());
    }

    @Test
    void malformed_JSON_is_refused_with_its_place() {
        Refusal refusal = refusal("{`prompt`: `p`,\n  `turn` 1}");
        assertTrue(refusal.message().startsWith("malformed JSON at line 2, column"), refusal.message());
        assertEquals(2, refusal.fields().get("line"));
    }

    @Test
    void what_is_no_single_JSON_object_is_refused() {
        for (String body : List.of("", " ", "[1]", "5", "{`prompt`: `p`} {}", "{`prompt`: `a`, `prompt`: `b`}", "{`prompt`: `p`")) refusal(
                body);
        assertThrows(RefusedException.class, () -> parser.parse(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
    }

    @Test
    void a_message_does_not_repeat_a_megabyte() {
        assertTrue(refusal("{`prompt`: `p`, `turn`: 1, `session_id`: `" + "x".repeat(100_000) + "`}").message().length() < 300);
        assertTrue(refusal("{`prompt`: `p`, `mode`: `" + "x".repeat(100_000) + "`}").message().length() < 300);
    }

    @Test
    void the_request_hash_does_not_see_key_order_white_space_or_what_is_not_asked() {
        String base = "{`prompt`: `p`, `temperature`: 0.7, `logit_bias`: {`a`: 1, `b`: [true, null]}}";
        var hash = parse(base).turn().hash();
        assertEquals(hash, parse("{`logit_bias`:{`b`:[true,null],`a`:1},\n`temperature`:0.70,`prompt`:`p`}").turn().hash());
        assertEquals(hash, parse("{`prompt`: `p`, `temperature`: 0.7, `logit_bias`: {`a`: 1, `b`: [true, null]}, `n_predict`: 128, "
                + "`stop`: [], `system`: ``, `top_k`: null}").turn().hash());
        assertEquals(hash, parse("""
                {`prompt`: `p`, `temperature`: 0.7, `logit_bias`: {`a`: 1, `b`: [true, null]}, `session_id`: `%s`, `turn`: 4, `user_id`: `u`, `attempt`: 3,
                 `consistency`: `available`, `max_wait_ms`: 1, `stream`: true, `return_tokens`: true, `after`: `%s`, `request_id`: `r`, `on_disconnect`: `cancel`}
                """.formatted(ID, HASH)).turn().hash());
    }

    @Test
    void the_request_hash_sees_prompt_system_messages_and_sampling() {
        var hash = parse("{`prompt`: `p`}").turn().hash();
        for (String other : List.of("{`prompt`: `q`}", "{`prompt`: `p`, `system`: `s`}", "{`prompt`: `p`, `n_predict`: 5}",
                "{`prompt`: `p`, `stop`: `x`}",
                "{`prompt`: `p`, `seed`: 1}", "{`messages`: [{`role`: `user`, `content`: `p`}]}"))
            assertNotEquals(hash, parse(other).turn().hash(), other);
    }

    @Test
    void a_position_is_two_numbers_of_km_and_no_part_of_what_is_asked() {
        assertEquals(java.util.Optional.of(discedge.session.Position.ofKm(-70, 131.12)), parse("{`prompt`: `p`, `position`: [-70, 131.123]}").turn().position());
        assertEquals(java.util.Optional.empty(), parse("{`prompt`: `p`, `position`: null}").turn().position());
        assertEquals(parse("{`prompt`: `p`}").turn().hash(), parse("{`prompt`: `p`, `position`: [1, 2]}").turn().hash());
        for (String wrong : List.of("5", "`here`", "[1]", "[1, 2, 3]", "[1, `x`]", "[1e300, 0]", "[0, 40000]", "{`x`: 1, `y`: 2}"))
            assertEquals("position", refusal("{`prompt`: `p`, `position`: " + wrong + "}").fields().get("field"), wrong);
    }
}
