package discedge.engine.cache;

import static org.junit.jupiter.api.Assertions.*;

import discedge.session.SessionId;
import discedge.tokens.TokenSequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KvTableTest {
    private static final SessionId ANNA = SessionId.ofBits(1, 1);
    private static final SessionId BERT = SessionId.ofBits(2, 2);
    private static final SessionId CARL = SessionId.ofBits(3, 3);
    private static final TokenSequence PROMPT = TokenSequence.of(1, 2, 3, 4, 5);

    @Test
    void aSessionFindsTheCommonPrefixOfWhatItLeft() {
        var slots = new KvTable(2, 1_000);
        run(slots, ANNA, PROMPT, PROMPT.append(6));
        assertEquals(6, run(slots, ANNA, PROMPT.append(6).append(7), PROMPT).cached());
        assertEquals(3, run(slots, ANNA, TokenSequence.of(1, 2, 3, 9, 9), PROMPT).cached());
    }

    @Test
    void theLastIdOfAPromptIsAlwaysEvaluated() {
        var slots = new KvTable(1, 1_000);
        run(slots, ANNA, PROMPT, PROMPT);
        assertEquals(4, run(slots, ANNA, PROMPT, PROMPT).cached());
        assertEquals(0, run(slots, ANNA, TokenSequence.EMPTY, TokenSequence.EMPTY).cached());
    }

    @Test
    void anotherSessionFindsNothingThoughItsIdsAreTheSame() {
        var slots = new KvTable(1, 1_000);
        run(slots, ANNA, PROMPT, PROMPT);
        assertLease(0, Optional.of(ANNA), 0, run(slots, BERT, PROMPT.append(6), PROMPT));
        var lease = run(slots, ANNA, PROMPT.append(6), PROMPT);
        assertLease(0, Optional.of(BERT), 0, lease);
        assertEquals(List.of(new Lease.Evicted(0, BERT, PROMPT, Standing.TURN)), lease.evicted());
    }

    @Test
    void theSlotUnusedForLongestIsGivenAway() {
        var slots = new KvTable(2, 1_000);
        run(slots, ANNA, PROMPT, PROMPT);
        run(slots, BERT, PROMPT, PROMPT);
        run(slots, ANNA, PROMPT, PROMPT);
        assertEquals(Optional.of(BERT), run(slots, CARL, PROMPT, PROMPT).previousOwner());
        assertEquals(4, run(slots, ANNA, PROMPT, PROMPT).cached());
    }

    @Test
    void anEvictedSessionLeavesAFreeSlot() {
        var slots = new KvTable(1, 1_000);
        run(slots, ANNA, PROMPT, PROMPT);
        slots.evict(ANNA);
        assertLease(0, Optional.empty(), 0, run(slots, ANNA, PROMPT, PROMPT));
    }

    @Test
    void aSessionEvictedWhileItRunsLeavesNothingBehind() {
        var slots = new KvTable(1, 1_000);
        var lease = take(slots, ANNA, PROMPT);
        assertEquals(List.of(), slots.evict(ANNA));
        assertTrue(slots.release(lease, PROMPT), "its ids are dropped");
        var next = take(slots, ANNA, PROMPT);
        assertLease(0, Optional.empty(), 0, next);
        assertFalse(slots.release(next, PROMPT));
    }

    @Test
    void aSlotWithheldIsNobodysUntilItIsOffered() {
        var slots = new KvTable(1, PROMPT.length());
        run(slots, ANNA, PROMPT, PROMPT);
        slots.evict(ANNA).forEach(slots::withhold);
        assertEquals(List.of(), slots.rows());
        assertEquals(Optional.empty(), slots.take(turn(BERT, PROMPT)));
        slots.offer(0);
        assertLease(0, Optional.empty(), 0, take(slots, BERT, PROMPT));
    }

    @Test
    void noMoreLeasesThanSlots() {
        var slots = new KvTable(2, 1_000);
        assertNotEquals(take(slots, ANNA, PROMPT).slot(), take(slots, ANNA, PROMPT).slot());
        assertEquals(Optional.empty(), slots.take(turn(BERT, PROMPT)));
        assertThrows(IllegalArgumentException.class, () -> new KvTable(0, 1_000));
    }

    @Test
    void whatIsCachedIsAlwaysWhatTheSameSessionLeftInThatSlot() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        var slots = new KvTable(3, 1_000);
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
            var lease = take(slots, session, prompt);
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

    /** Fifty sessions on two slots: each is served, and never more is held than there is. */
    @Test
    void allSlotsTogetherHoldNoMoreThanTheCells() {
        var slots = new KvTable(4, 10);
        run(slots, ANNA, PROMPT, PROMPT);
        run(slots, BERT, PROMPT, PROMPT);
        var lease = run(slots, CARL, PROMPT, PROMPT);
        assertEquals(List.of(new Lease.Evicted(0, ANNA, PROMPT, Standing.TURN)), lease.evicted(), "the one unused for longest");
        assertEquals(2, lease.slot(), "a free slot, though the cells came from another");
        assertEquals(10, slots.rows().stream().mapToInt(CachedSession::ids).sum());
    }

    @Test
    void whatIsReservedForARunningAnswerIsNotGivenAway() {
        var slots = new KvTable(4, 20);
        var anna = slots.take(new KvTable.Ask(ANNA, PROMPT, 15, false)).orElseThrow();
        assertEquals(Optional.empty(), slots.take(new KvTable.Ask(BERT, PROMPT, 6, false)));
        slots.release(anna, PROMPT);
        assertTrue(slots.take(new KvTable.Ask(BERT, PROMPT, 15, false)).isPresent());
    }

    @Test
    void aSessionThatWentElsewhereGivesUpFirst() {
        var slots = new KvTable(2, 1_000);
        run(slots, ANNA, PROMPT, PROMPT);
        run(slots, BERT, PROMPT, PROMPT);
        slots.depart(BERT);
        assertEquals(Optional.of(BERT), run(slots, CARL, PROMPT, PROMPT).previousOwner(), "Anna is unused for longer, and is here");
    }

    @Test
    void aGuessNeverPushesOutWhatATurnLeft() {
        var slots = new KvTable(1, 1_000);
        run(slots, ANNA, PROMPT, PROMPT);
        assertEquals(Optional.empty(), slots.take(KvTable.Ask.guess(BERT, PROMPT)));
        slots.depart(ANNA);
        var guess = slots.take(KvTable.Ask.guess(BERT, PROMPT)).orElseThrow();
        assertEquals(Standing.DEPARTED, guess.evicted().getFirst().standing());
        slots.release(guess, PROMPT);
        assertTrue(slots.take(KvTable.Ask.guess(CARL, PROMPT)).isPresent(), "one guess gives way to the next");
    }

    @Test
    void aGuessNeverTakesCellsThatATurnHolds() {
        var slots = new KvTable(4, 8);
        run(slots, ANNA, PROMPT, PROMPT);
        assertEquals(Optional.empty(), slots.take(KvTable.Ask.guess(BERT, PROMPT)));
        assertEquals(5, slots.cached(ANNA, PROMPT));
    }

    @Test
    void theFirstTurnOnAGuessIsToldThatItWasOne() {
        var slots = new KvTable(1, 1_000);
        var guess = slots.take(KvTable.Ask.guess(ANNA, PROMPT)).orElseThrow();
        assertFalse(guess.guessed());
        slots.release(guess, PROMPT);
        var first = run(slots, ANNA, PROMPT.append(6), PROMPT.append(6));
        assertTrue(first.guessed());
        assertEquals(5, first.cached());
        assertFalse(run(slots, ANNA, PROMPT.append(6).append(7), PROMPT).guessed());
        assertEquals(List.of(new CachedSession(0, ANNA, 5, Standing.TURN, false)), slots.rows());
    }

    @Test
    void fiftySessionsOnTwoSlotsAreAllServed() {
        var slots = new KvTable(2, 12);
        for (int round = 0; round < 4; round++) for (int i = 0; i < 50; i++) {
            run(slots, SessionId.ofBits(0, i), PROMPT, PROMPT);
            assertTrue(slots.rows().size() <= 2 && slots.rows().stream().mapToInt(CachedSession::ids).sum() <= 12);
        }
    }

    private static void assertLease(int slot, Optional<SessionId> previous, int cached, Lease lease) {
        assertEquals(slot, lease.slot());
        assertEquals(previous, lease.previousOwner());
        assertEquals(cached, lease.cached());
    }

    private static KvTable.Ask turn(SessionId session, TokenSequence prompt) {
        return KvTable.Ask.turn(session, prompt, prompt.length());
    }

    private static Lease take(KvTable slots, SessionId session, TokenSequence prompt) {
        return slots.take(turn(session, prompt)).orElseThrow();
    }

    private static Lease run(KvTable slots, SessionId session, TokenSequence prompt, TokenSequence left) {
        var lease = take(slots, session, prompt);
        slots.release(lease, left);
        return lease;
    }
}
