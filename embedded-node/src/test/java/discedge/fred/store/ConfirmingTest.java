package discedge.fred.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.fred.StoreEffect;
import discedge.fred.kv.FredCall;
import discedge.session.RecordKey;
import discedge.session.SessionId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A deletion is confirmed when a second FReD node holds its tombstone: only then. */
class ConfirmingTest {
    private static final SessionId SESSION = new SessionId("s".repeat(26));
    private static final String KEY = new RecordKey.Deleted(SESSION).text();
    private static final byte[] VALUE = {1};

    private static void bury(ScriptedFred fred) {
        fred.store.create(7, KEY, VALUE, fred.now());
        fred.settle();
        assertTrue(fred.told.contains(new StoreEffect.Created(7)));
    }

    @Test
    void the_only_member_confirms_alone() {
        var fred = new ScriptedFred("A");
        bury(fred);
        assertTrue(fred.store.safe(KEY));
    }

    @Test
    void it_is_safe_when_another_member_has_it_and_not_before() {
        var fred = new ScriptedFred("A", "B", "C");
        bury(fred);
        fred.pass(Duration.ofSeconds(3));
        assertFalse(fred.store.safe(KEY));
        fred.put("C", KEY, SevenBits.pack(VALUE));
        fred.pass(Duration.ofSeconds(5));
        assertTrue(fred.store.safe(KEY));
    }

    @Test
    void a_member_over_a_long_way_confirms() {
        var fred = new ScriptedFred("A", "B");
        fred.away("B", Duration.ofMillis(800));
        bury(fred);
        fred.put("B", KEY, SevenBits.pack(VALUE));
        fred.pass(Duration.ofSeconds(3));
        assertTrue(fred.store.safe(KEY));
    }

    @Test
    void silence_and_refusals_confirm_nothing_and_a_silent_member_is_not_asked_over_and_over() {
        var fred = new ScriptedFred("A", "B", "C");
        fred.script((node, _) -> node.equals("B") ? Optional.of(ScriptedFred.FORBIDDEN) : node.equals("C") ? Optional.of(ScriptedFred.SILENCE) : Optional.empty());
        fred.away("C", Duration.ofSeconds(5));
        bury(fred);
        fred.pass(Duration.ofSeconds(30));
        assertFalse(fred.store.safe(KEY));
        long asked = fred.asked(FredCall.Read.class).filter(one -> one.node().equals("C") && ((FredCall.Read) one.call()).id().equals(KEY)).count();
        assertTrue(asked <= 6, "C was asked " + asked + " times and had not answered");
    }

    @Test
    void members_that_go_leave_it_to_this_one() {
        var fred = new ScriptedFred("A", "B");
        bury(fred);
        fred.pass(Duration.ofSeconds(1));
        assertFalse(fred.store.safe(KEY));
        fred.leave("B");
        fred.pass(Duration.ofSeconds(12));
        assertTrue(fred.store.safe(KEY));
    }
}
