package discedge.fred.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether all members have answered decides 404 and the removal of idle sessions: a member that could not be read has not. */
class FetchingTest {
    private static final SessionId SESSION = new SessionId("s".repeat(26));
    private static final String FIRST = new RecordKey.First(SESSION).text();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ScriptedFred fred = new ScriptedFred("A", "B", "C");

    private static String turn(int turn) {
        return new RecordKey.Turn(SESSION, turn, "abcdefgh").text();
    }

    private void has(String node, int from, int to) {
        fred.put(node, FIRST, "1");
        for (int turn = from; turn <= to; turn++) fred.put(node, turn(turn), SevenBits.pack(new byte[] {(byte) turn}));
    }

    private StoreEffect.Fetched fetch() {
        fred.store.fetch(5, SESSION.value(), TIMEOUT, fred.now());
        fred.settle();
        if (fred.told(StoreEffect.Fetched.class).isEmpty()) fred.pass(TIMEOUT);
        assertEquals(1, fred.told(StoreEffect.Fetched.class).size(), "it is answered once");
        return fred.told(StoreEffect.Fetched.class).getFirst();
    }

    private void answers(String node, Class<? extends FredCall> kind, FredReply reply) {
        fred.script((asked, call) -> asked.equals(node) && kind.isInstance(call) ? Optional.of(reply) : Optional.empty());
    }

    @Test
    void a_session_that_nobody_has_is_told_at_once() {
        fred.store.fetch(5, SESSION.value(), TIMEOUT, fred.now());
        fred.settle();
        StoreEffect.Fetched fetched = fred.told(StoreEffect.Fetched.class).getFirst();
        assertEquals(Set.of(), fetched.silent());
        assertEquals(0, fetched.found());
    }

    @Test
    void what_only_another_member_has_is_found_and_written_here() {
        has("A", 1, 2);
        has("C", 1, 20);
        StoreEffect.Fetched fetched = fetch();
        assertEquals(Set.of(), fetched.silent());
        assertEquals(20, fetched.found());
        assertEquals(fred.at("C", turn(20)), fred.at("A", turn(20)));
    }

    @Test
    void a_newer_record_that_is_known_and_cannot_be_read_leaves_its_member_silent() {
        has("A", 1, 1);
        has("B", 1, 3);
        fred.script((node, call) -> node.equals("B") && call instanceof FredCall.Read read && read.id().equals(turn(3)) ? Optional.of(ScriptedFred.SILENCE) : Optional.empty());
        StoreEffect.Fetched fetched = fetch();
        assertEquals(Set.of("B"), fetched.silent());
        assertEquals(2, fetched.found(), "the others of it are taken in all the same");
    }

    @Test
    void a_record_that_was_deleted_since_it_was_listed_is_an_answer() {
        has("B", 1, 1);
        fred.put("B", turn(2), "");
        StoreEffect.Fetched fetched = fetch();
        assertEquals(Set.of(), fetched.silent());
        assertTrue(fetched.erased());
    }

    @Test
    void a_member_that_does_not_let_this_node_read_is_silent() {
        answers("B", FredCall.Scan.class, ScriptedFred.FORBIDDEN);
        assertEquals(Set.of("B"), fetch().silent());
    }

    @Test
    void a_member_that_lists_and_does_not_let_this_node_read_is_silent() {
        has("B", 1, 1);
        answers("B", FredCall.Read.class, ScriptedFred.FORBIDDEN);
        assertEquals(Set.of("B"), fetch().silent());
    }

    @Test
    void a_member_by_name_only_is_silent_though_it_refuses_as_one_that_has_nothing() {
        answers("B", FredCall.Read.class, FredReply.Refusal.of("error reading item " + FIRST + " from keygroup kg"));
        assertEquals(Set.of("B"), fetch().silent());
    }

    @Test
    void the_node_beside_this_one_is_silent_if_it_refuses() {
        answers("A", FredCall.Scan.class, ScriptedFred.FORBIDDEN);
        assertEquals(Set.of("A"), fetch().silent());
    }

    @Test
    void a_member_that_answers_nothing_is_silent_and_the_others_are_read() {
        has("C", 1, 2);
        fred.script((node, _) -> node.equals("B") ? Optional.of(ScriptedFred.SILENCE) : Optional.empty());
        StoreEffect.Fetched fetched = fetch();
        assertEquals(Set.of("B"), fetched.silent());
        assertEquals(2, fetched.found());
    }

    @Test
    void the_newest_turns_of_a_long_session_are_found_at_another_member() {
        has("A", 1, 400);
        has("B", 1, 603);
        StoreEffect.Fetched fetched = fetch();
        assertEquals(Set.of(), fetched.silent());
        assertEquals(603, fetched.found());
    }

    @Test
    void records_that_are_together_too_long_for_a_message_are_read_in_smaller_pages() {
        has("A", 1, 40);
        fred.script((node, call) -> node.equals("A") && call instanceof FredCall.Scan scan && !scan.keysOnly() && scan.count() > 10
                ? Optional.of(new FredReply.TooLong("the message is too long for FReD")) : Optional.empty());
        StoreEffect.Fetched fetched = fetch();
        assertEquals(Set.of(), fetched.silent());
        assertEquals(40, fetched.found());
    }

    @Test
    void a_member_that_does_not_answer_at_once_is_asked_again_while_somebody_waits() {
        has("B", 1, 3);
        fred.script((node, call) -> node.equals("B") && (call instanceof FredCall.Scan || call instanceof FredCall.Read read && read.id().equals(turn(3))) ? Optional.of(ScriptedFred.SILENCE) : Optional.empty());
        fred.store.fetch(5, SESSION.value(), TIMEOUT, fred.now());
        fred.pass(Duration.ofMillis(600));
        fred.script((node, call) -> node.equals("B") && call instanceof FredCall.Read read && read.id().equals(turn(3)) ? Optional.of(ScriptedFred.SILENCE) : Optional.empty());
        fred.pass(Duration.ofMillis(600));
        assertTrue(fred.told(StoreEffect.Fetched.class).isEmpty());
        fred.script((_, _) -> Optional.empty());
        fred.pass(Duration.ofMillis(600));
        assertEquals(Set.of(), fred.told(StoreEffect.Fetched.class).getFirst().silent());
        assertEquals(List.of(turn(1), turn(2), turn(3)), fred.told(StoreEffect.Arrived.class).stream().map(arrived -> arrived.item().key()).sorted().toList());
    }
}
