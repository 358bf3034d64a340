package discedge.fred.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.FredEvent;
import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys are compared with every member's again and again, however long the way to one of them is. */
class SweepingTest {
    private static final SessionId SESSION = new SessionId("s".repeat(26));
    private static final String KEY = new RecordKey.Turn(SESSION, 1, "abcdefgh").text();

    private final ScriptedFred fred = new ScriptedFred("A", "B", "C");

    private List<FredEvent.Compared> compared(String member) {
        return fred.told.stream().flatMap(effect -> effect instanceof StoreEffect.Emit(var event) && event instanceof FredEvent.Compared seen && seen.member().equals(member)
                ? Stream.of(seen) : Stream.of()).toList();
    }

    @Test
    void what_only_another_member_has_comes_without_a_new_write_and_without_asking() {
        fred.put("C", KEY, SevenBits.pack(new byte[] {1}));
        fred.pass(Duration.ofSeconds(9));
        assertEquals(fred.at("C", KEY), fred.at("A", KEY));
        assertEquals(1, fred.told(StoreEffect.Arrived.class).size());
        assertEquals(1, compared("C").stream().mapToInt(FredEvent.Compared::found).sum());
    }

    @Test
    void what_comes_of_a_far_member_is_measured_and_taken_in() {
        fred.away("C", Duration.ofMillis(1_500));
        fred.put("C", KEY, SevenBits.pack(new byte[] {1}));
        fred.pass(Duration.ofSeconds(12));
        assertEquals(fred.at("C", KEY), fred.at("A", KEY));
        assertEquals(Duration.ofMillis(1_500), compared("C").getLast().roundTrip());
    }

    @Test
    void a_member_that_takes_long_or_says_nothing_does_not_hold_up_the_others() {
        fred.away("B", Duration.ofSeconds(5));
        fred.script((node, _) -> node.equals("B") ? Optional.of(ScriptedFred.SILENCE) : Optional.empty());
        fred.pass(Duration.ofSeconds(10));
        fred.told.clear();
        fred.pass(Duration.ofSeconds(20));
        assertTrue(compared("C").size() >= 4, "C was compared " + compared("C").size() + " times");
        assertFalse(compared("B").isEmpty());
        assertTrue(compared("B").stream().noneMatch(FredEvent.Compared::answered));
        assertEquals(Optional.empty(), fred.store.trouble());
    }

    @Test
    void a_member_is_not_asked_again_before_it_has_answered() {
        fred.away("B", Duration.ofMinutes(1));
        fred.pass(Duration.ofSeconds(50));
        assertTrue(fred.asked(FredCall.Scan.class).filter(asked -> asked.node().equals("B")).count() <= 1);
    }

    @Test
    void what_was_listed_and_cannot_be_read_is_found_by_a_later_comparison() {
        fred.put("C", KEY, SevenBits.pack(new byte[] {1}));
        fred.script((node, call) -> node.equals("C") && call instanceof FredCall.Read ? Optional.of(ScriptedFred.SILENCE) : Optional.empty());
        fred.pass(Duration.ofSeconds(9));
        assertTrue(fred.told(StoreEffect.Arrived.class).isEmpty());
        fred.script((_, _) -> Optional.empty());
        fred.pass(Duration.ofSeconds(9));
        assertEquals(1, fred.told(StoreEffect.Arrived.class).size());
    }
}
