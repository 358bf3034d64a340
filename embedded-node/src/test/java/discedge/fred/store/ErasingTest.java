package discedge.fred.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.fred.kv.FredCall;
import discedge.fred.kv.FredReply;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is to be erased is erased in FReD, however often that fails. */
class ErasingTest {
    private static final SessionId SESSION = new SessionId("s".repeat(26));
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ScriptedFred fred = new ScriptedFred("A");
    private final List<String> keys = IntStream.rangeClosed(1, 40).mapToObj(turn -> new RecordKey.Turn(SESSION, turn, "abcdefgh").text()).toList();

    private void erase() {
        for (String key : keys) fred.put("A", key, SevenBits.pack(new byte[] {1}));
        fred.store.erase(keys, fred.now());
        fred.settle();
    }

    private long deletions(String key) {
        return fred.asked(FredCall.Delete.class).filter(asked -> ((FredCall.Delete) asked.call()).id().equals(key)).count();
    }

    private void refuse(FredReply reply) {
        fred.script((_, call) -> call instanceof FredCall.Delete delete && delete.id().equals(keys.getFirst()) ? Optional.of(reply) : Optional.empty());
    }

    @Test
    void all_records_are_erased_once_and_by_the_others_only_what_is_left_after_a_while() {
        erase();
        assertEquals(0, fred.asked(FredCall.Delete.class).count(), "the node that deleted the session comes first");
        fred.told("A", keys.getLast(), "");
        fred.pass(LONG);
        for (String key : keys) assertEquals(key.equals(keys.getLast()) ? 0 : 1, deletions(key));
    }

    @Test
    void what_FReD_cannot_delete_now_is_tried_again_and_ever_more_seldom() {
        for (FredReply reply : List.of(FredReply.Refusal.of("error deleting item"), FredReply.Refusal.of("user edge cannot delete keygroup kg"), ScriptedFred.SILENCE)) {
            var fred = new ScriptedFred("A");
            fred.put("A", keys.getFirst(), "a");
            fred.script((_, call) -> call instanceof FredCall.Delete ? Optional.of(reply) : Optional.empty());
            fred.store.erase(keys.subList(0, 1), fred.now());
            fred.pass(Duration.ofSeconds(10));
            long soon = fred.asked(FredCall.Delete.class).count();
            assertTrue(soon >= 3, reply + " was tried " + soon + " times");
            fred.pass(LONG);
            long all = fred.asked(FredCall.Delete.class).count();
            assertTrue(all < soon + 25, reply + " was tried " + all + " times");
            fred.script((_, _) -> Optional.empty());
            fred.pass(Duration.ofMinutes(2));
            assertEquals("", fred.at("A", keys.getFirst()));
        }
    }

    @Test
    void what_is_not_there_is_erased() {
        refuse(FredReply.Refusal.of("item does not exist so it cannot be deleted"));
        erase();
        fred.pass(LONG);
        assertEquals(1, deletions(keys.getFirst()));
    }

    @Test
    void one_that_cannot_be_erased_holds_up_no_other() {
        refuse(FredReply.Refusal.of("error deleting item"));
        erase();
        fred.pass(Duration.ofSeconds(3));
        for (String key : keys.subList(1, keys.size())) assertEquals("", fred.at("A", key));
    }

    @Test
    void what_is_erased_elsewhere_meanwhile_is_not_tried_again() {
        refuse(FredReply.Refusal.of("error deleting item"));
        erase();
        fred.pass(Duration.ofSeconds(3));
        fred.told("A", keys.getFirst(), "");
        long before = deletions(keys.getFirst());
        fred.pass(LONG);
        assertEquals(before, deletions(keys.getFirst()));
    }

    @Test
    void what_is_refused_though_it_was_deleted_is_not_deleted_again() {
        fred.script((node, call) -> {
            if (!(call instanceof FredCall.Delete delete)) return Optional.empty();
            fred.put(node, delete.id(), "");
            return Optional.of(FredReply.Refusal.of("error deleting item"));
        });
        erase();
        fred.pass(LONG);
        for (String key : keys) assertEquals(1, deletions(key), "another node's trigger that is gone makes FReD say so for ever");
    }
}
