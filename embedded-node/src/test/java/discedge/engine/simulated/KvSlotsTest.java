package discedge.engine.simulated;

import static discedge.engine.simulated.Fixtures.*;
import static org.junit.jupiter.api.Assertions.*;

import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KvSlotsTest {
    private static final TokenSequence PROMPT = TokenSequence.of(1, 2, 3, 4, 5);

    @Test
    void aSessionFindsTheCommonPrefixOfWhatItLeft() {
        var slots = new KvSlots(2);
        run(slots, ANNA, PROMPT, PROMPT.append(6));
        assertEquals(6, run(slots, ANNA, PROMPT.append(6).append(7), PROMPT).cached());
        assertEquals(3, run(slots, ANNA, TokenSequence.of(1, 2, 3, 9, 9), PROMPT).cached());
    }

    @Test
    void theLastIdOfAPromptIsAlwaysEvaluated() {
        var slots = new KvSlots(1);
        run(slots, ANNA, PROMPT, PROMPT);
        assertEquals(4, run(slots, ANNA, PROMPT, PROMPT).cached());
        assertEquals(0, run(slots, ANNA, TokenSequence.EMPTY, TokenSequence.EMPTY).cached());
    }

    @Test
    void anotherSessionFindsNothingThoughItsIdsAreTheSame() {
        var slots = new KvSlots(1);
        run(slots, ANNA, PROMPT, PROMPT);
        assertEquals(new KvSlots.Lease(0, Optional.of(ANNA), 0), run(slots, BERT, PROMPT.append(6), PROMPT));
        assertEquals(new KvSlots.Lease(0, Optional.of(BERT), 0), run(slots, ANNA, PROMPT.append(6), PROMPT), "Anna's ids were dropped");
    }

    @Test
    void theSlotUnusedForLongestIsGivenAway() {
        var slots = new KvSlots(2);
        run(slots, ANNA, PROMPT, PROMPT);
        run(slots, BERT, PROMPT, PROMPT);
        run(slots, ANNA, PROMPT, PROMPT);
        assertEquals(Optional.of(BERT), run(slots, CARL, PROMPT, PROMPT).previousOwner());
        assertEquals(4, run(slots, ANNA, PROMPT, PROMPT).cached());
    }

    @Test
    void anEvictedSessionLeavesAFreeSlot() {
        var slots = new KvSlots(1);
        run(slots, ANNA, PROMPT, PROMPT);
        slots.evict(ANNA);
        assertEquals(new KvSlots.Lease(0, Optional.empty(), 0), run(slots, ANNA, PROMPT, PROMPT));
    }

    @Test
    void aSessionEvictedWhileItRunsLeavesNothingBehind() {
        var slots = new KvSlots(1);
        var lease = slots.take(ANNA, PROMPT);
        slots.evict(ANNA);
        slots.release(lease, PROMPT);
        assertEquals(new KvSlots.Lease(0, Optional.empty(), 0), slots.take(ANNA, PROMPT));
    }

    @Test
    void noMoreLeasesThanSlots() {
        var slots = new KvSlots(2);
        assertNotEquals(slots.take(ANNA, PROMPT).slot(), slots.take(ANNA, PROMPT).slot());
        assertThrows(IllegalStateException.class, () -> slots.take(BERT, PROMPT));
        assertThrows(IllegalArgumentException.class, () -> new KvSlots(0));
    }

    @Test
    void whatIsCachedIsAlwaysWhatTheSameSessionLeftInThatSlot() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        var slots = new KvSlots(3);
        Map<Integer, SessionId> owners = new HashMap<>();
        Map<Integer, TokenSequence> held = new HashMap<>();
        for (int round = 0; round < 3_000; round++) {
            SessionId session = SessionId.ofBits(0, random.nextInt(6));
            if (random.nextInt(10) == 0) {
                slots.evict(session);
                owners.values().removeIf(session::equals);
                continue;
            }
            TokenSequence prompt = TokenSequence.of(random.ints(random.nextInt(6), 0, 2).toArray());
            var lease = slots.take(session, prompt);
            assertEquals(Optional.ofNullable(owners.get(lease.slot())), lease.previousOwner(), "seed " + seed);
            int expected = session.equals(owners.get(lease.slot()))
                    ? Math.min(held.get(lease.slot()).commonPrefix(prompt), Math.max(0, prompt.length() - 1))
                    : 0;
            assertEquals(expected, lease.cached(), "seed " + seed);
            slots.release(lease, prompt.append(1));
            owners.put(lease.slot(), session);
            held.put(lease.slot(), prompt.append(1));
        }
    }

    private static KvSlots.Lease run(KvSlots slots, SessionId session, TokenSequence prompt, TokenSequence left) {
        var lease = slots.take(session, prompt);
        slots.release(lease, left);
        return lease;
    }
}
