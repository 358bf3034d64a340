package discedge.context;

import static org.junit.jupiter.api.Assertions.*;

import discedge.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrewarmLedgerTest {
    private static final SessionId ANNA = SessionId.ofBits(1, 1);
    private static final SessionId BERT = SessionId.ofBits(1, 2);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final PrewarmLedger ledger = new PrewarmLedger();

    @Test
    void a_sure_guess_is_always_affordable_and_an_even_one_only_on_top_of_what_was_used() {
        assertTrue(ledger.affords(1, 1_000) && ledger.affords(0.8, 1_000));
        assertFalse(ledger.affords(0.5, 1_000));
        ledger.evaluated(ANNA, 3, 1, 0, 1_000, 1_000, NOW);
        ledger.came(ANNA, 1_000);
        assertTrue(ledger.affords(0.5, 900), "450 of 1,900 may go to waste");
        assertFalse(ledger.affords(0.5, 1_100));
    }

    @Test
    void what_is_open_counts_as_wasted_as_far_as_it_is_unlikely() {
        ledger.evaluated(ANNA, 3, 1, 0, 1_000, 1_000, NOW);
        ledger.came(ANNA, 1_000);
        ledger.evaluated(BERT, 3, 0.5, 0, 900, 900, NOW);
        assertFalse(ledger.affords(0.5, 900), "a second one of the same kind would be too much");
    }

    @Test
    void a_turn_uses_what_it_found_in_the_cache_and_no_more_than_was_evaluated_ahead() {
        ledger.evaluated(ANNA, 3, 1, 200, 300, 500, NOW);
        assertEquals(Optional.of(new PrewarmLedger.Outcome(3, 300, 0)), ledger.came(ANNA, 700));
        assertEquals(Optional.empty(), ledger.came(ANNA, 700), "once");
        ledger.evaluated(ANNA, 5, 1, 500, 100, 600, NOW);
        assertEquals(Optional.of(new PrewarmLedger.Outcome(5, 40, 60)), ledger.came(ANNA, 540), "a fork's client goes on from an earlier turn");
        ledger.evaluated(ANNA, 6, 1, 600, 100, 700, NOW);
        assertEquals(Optional.of(new PrewarmLedger.Outcome(6, 0, 100)), ledger.came(ANNA, 0), "evicted before it came");
    }

    @Test
    void several_evaluations_of_a_session_are_one_guess() {
        ledger.evaluated(ANNA, 3, 0.8, 0, 300, 300, NOW);
        ledger.evaluated(ANNA, 4, 0.8, 300, 50, 350, NOW);
        assertEquals(350, ledger.warm(ANNA));
        assertEquals(Optional.of(new PrewarmLedger.Outcome(4, 350, 0)), ledger.came(ANNA, 350));
    }

    @Test
    void what_nobody_came_for_is_wasted_when_it_is_deleted_or_has_waited_too_long() {
        ledger.evaluated(ANNA, 3, 0.8, 0, 300, 300, NOW);
        ledger.evaluated(BERT, 1, 0.8, 0, 40, 40, NOW.plusSeconds(10));
        assertEquals(List.of(), ledger.expire(NOW.plus(PrewarmLedger.PATIENCE)));
        assertEquals(List.of(new PrewarmLedger.Expired(ANNA, 3, 300)), ledger.expire(NOW.plus(PrewarmLedger.PATIENCE).plus(Duration.ofSeconds(1))));
        assertEquals(Optional.of(new PrewarmLedger.Expired(BERT, 1, 40)), ledger.gone(BERT));
        assertEquals(Optional.empty(), ledger.gone(BERT));
        assertFalse(ledger.affords(0.8, 100), "all of it went to waste");
    }

    @Test
    void guesses_as_good_as_they_say_stay_within_the_budget() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new SplittableRandom(seed);
            var fresh = new PrewarmLedger();
            long evaluated = 0;
            long wasted = 0;
            for (int i = 0; i < 2_000; i++) {
                var session = SessionId.ofBits(2, i);
                double probability = random.nextDouble();
                int ids = random.nextInt(50, 1_500);
                if (!fresh.affords(probability, ids)) continue;
                fresh.evaluated(session, 1, probability, 0, ids, ids, NOW);
                evaluated += ids;
                wasted += random.nextDouble() < probability ? fresh.came(session, ids).orElseThrow().wasted() : fresh.gone(session).orElseThrow().ids();
            }
            assertTrue(wasted <= 0.27 * evaluated, "seed " + seed + ": " + wasted + " of " + evaluated);
            assertTrue(evaluated > 300_000, "and they are made: " + evaluated);
        }
    }
}
