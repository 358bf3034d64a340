package discedge.context;

import static discedge.context.RefusalCode.SESSION_EXPIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ReplicaEvent;
import discedge.session.TurnHash;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of sessions that nobody goes on with: docs/protocol.md, "Forgetting". */
class ExpiryTest {
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration GRACE = ProtocolSettings.EXPIRY_GRACE;
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private final ProtocolBench a = ProtocolBench.node("A");
    private final ProtocolBench b = ProtocolBench.node("B");

    private TurnHash begun() {
        return a.ask(1, "first").mayBeIdle(TTL).answered().hash().orElseThrow();
    }

    private boolean isHere(ProtocolBench node) {
        return node.protocol.look(ProtocolBench.SESSION).isPresent();
    }

    @Test
    void aSessionPastItsIdleTimeTakesNoTurnAndEachTurnBeginsTheTimeAnew() {
        TurnHash one = begun();
        a.pass(TTL.minus(MOMENT));
        TurnHash two = a.ask(2, "second").after(one).answered().hash().orElseThrow();
        a.pass(TTL.minus(MOMENT));
        assertEquals(3, a.ask(3, "third").after(two).answered().turn());
        a.pass(TTL.plus(MOMENT));
        TurnHash three = a.protocol.look(ProtocolBench.SESSION).orElseThrow().log().getLast().hash();
        assertEquals(SESSION_EXPIRED, a.ask(4, "fourth").after(three).refused().code());
        assertTrue(a.ask(3, "third").after(two).answered().replayed(), "what was answered is answered again as long as it is here");
    }

    @Test
    void aNodeThatIsBehindDoesNotCallTheSessionExpired() {
        TurnHash one = begun();
        a.replicateTo(b);
        b.pass(TTL.plus(MOMENT));
        a.pass(TTL.minus(MOMENT));
        TurnHash two = a.ask(2, "second").after(one).answered().hash().orElseThrow();
        long waiting = b.ask(3, "third").after(two).send();
        a.replicateTo(b);
        assertTrue(b.outcomes.get(waiting) instanceof Answer, "it waited for turn 2, which is young: " + b.outcomes.get(waiting));
    }

    @Test
    void pastTheGraceItIsRemovedWhenEveryMemberAnsweredAndNoneHasMore() {
        begun();
        a.pass(TTL.plus(GRACE).minus(MOMENT));
        assertEquals(0, a.fetches);
        a.pass(MOMENT.multipliedBy(2));
        assertEquals(1, a.fetches);
        a.fetched(false, false);
        assertTrue(isHere(a), "a member did not answer");
        a.pass(Duration.ofSeconds(31));
        assertEquals(2, a.fetches);
        a.fetched(true, false);
        assertFalse(isHere(a));
        assertEquals(List.of(), a.stored);
        assertEquals(List.of(ProtocolBench.SESSION), a.evicted);
        ReplicaEvent.Expired said = a.events(ReplicaEvent.Expired.class).getFirst();
        assertEquals(1, said.turn());
        assertEquals(1, said.recordsErased());
        assertEquals(new Standing(0, 0, java.util.Optional.empty()), a.protocol.standing());
    }

    @Test
    void aNewerTurnThatTheAskingBringsKeepsItAlive() {
        TurnHash one = begun();
        a.replicateTo(b);
        b.pass(TTL.minus(MOMENT));
        b.ask(2, "second").after(one).answered();
        a.pass(TTL.plus(GRACE).plus(MOMENT));
        assertEquals(1, a.fetches);
        b.replicateTo(a);
        a.fetched(true, false);
        assertTrue(isHere(a));
        a.pass(TTL);
        assertEquals(2, a.fetches, "asked again when the newer turn's time is up");
    }

    @Test
    void aSessionWithoutALimitIsNeverAskedAbout() {
        a.ask(1, "first").answered();
        a.pass(Duration.ofDays(10_000));
        assertEquals(0, a.fetches);
        assertTrue(isHere(a));
    }

    @Test
    void whatIsLeftOfARemovedSessionGoesToo() {
        TurnHash one = begun();
        a.ask(2, "second").after(one).answered();
        b.take(a.stored.getLast());
        b.pass(GRACE.plus(MOMENT));
        assertEquals(1, b.fetches, "its first record, and so its limit, is not here");
        b.fetched(true, false);
        assertTrue(isHere(b), "nobody has removed it: the record may still come");
        b.pass(GRACE.multipliedBy(2));
        b.fetched(true, true);
        assertFalse(isHere(b));
    }

    @Test
    void manyThatEndAtOnceAreAskedForAFewAtATime() {
        for (int n = 0; n < 100; n++) a.ask(1, "first").in(discedge.session.SessionId.ofBits(7, n)).mayBeIdle(TTL).answered();
        a.pass(TTL.plus(GRACE).plus(MOMENT));
        assertEquals(8, a.fetches);
        for (int n = 8; n <= 100; n++) {
            a.fetched(true, false);
            assertEquals(Math.min(100, n + 1), a.fetches);
        }
    }

    @Test
    void aTurnThatRunsWhileTheOthersMayRemoveItsSessionIsNotCommittedInTheSecondHalfOfTheGrace() {
        TurnHash one = begun();
        a.autoAnswer = false;
        a.pass(TTL.minus(MOMENT));
        long inTime = a.ask(2, "second").after(one).send();
        a.pass(GRACE.dividedBy(2));
        a.runGeneration(a.generations.getLast(), "yes");
        TurnHash two = ((Answer) a.outcomes.get(inTime)).hash().orElseThrow();
        a.pass(TTL.minus(MOMENT));
        long tooLong = a.ask(3, "third").after(two).send();
        a.pass(GRACE.dividedBy(2).plus(MOMENT.multipliedBy(2)));
        a.runGeneration(a.generations.getLast(), "yes");
        assertEquals(SESSION_EXPIRED, ((Refusal) a.outcomes.get(tooLong)).code());
    }

    @Test
    void availableDoesNotReviveASessionThatTheOthersMayHaveRemoved() {
        TurnHash one = begun();
        TurnHash two = a.ask(2, "second").after(one).answered().hash().orElseThrow();
        b.take(a.stored.getFirst());
        b.pass(TTL.plus(GRACE.dividedBy(2)).plus(MOMENT));
        assertEquals(RefusalCode.REPLICA_BEHIND, b.ask(3, "third").after(two, one).available().refusedAfterWaiting().code());
    }

    @Test
    void aNodeWhoseClockIsWrongForgetsForItselfAndDoesNotGoOn() {
        TurnHash one = begun();
        a.replicateTo(b);
        b.pass(TTL.plus(GRACE).plus(MOMENT));
        b.fetched(true, false);
        assertFalse(isHere(b));
        TurnHash two = a.ask(2, "second").after(one).answered().hash().orElseThrow();
        assertEquals(3, a.ask(3, "third").after(two).answered().turn(), "the others go on");
        b.take(a.stored.get(1));
        long asked = b.ask(3, "third").after(two).send();
        b.fetched(true, true);
        b.pass(MOMENT);
        assertEquals(RefusalCode.REPLICA_BEHIND, ((Refusal) b.outcomes.get(asked)).code(), "it says that it is behind, not that the session has expired");
    }

    @Test
    void theIdOfARemovedSessionIsNotUsedAgain() {
        TurnHash one = begun();
        a.pass(TTL.plus(GRACE).plus(MOMENT));
        a.fetched(true, false);
        a.protocol.erased(session -> session.equals(ProtocolBench.SESSION));
        assertEquals(SESSION_EXPIRED, a.ask(1, "first").refused().code());
        long later = a.ask(2, "second").after(one).send();
        a.nobodyKnows(List.of());
        assertEquals(SESSION_EXPIRED, ((Refusal) a.outcomes.get(later)).code());
        long elsewhere = b.ask(2, "second").after(one).send();
        b.fetched(true, true);
        assertEquals(SESSION_EXPIRED, ((Refusal) b.outcomes.get(elsewhere)).code(), "a node that never had it is told by those that had");
    }

    @Test
    void aMemberThatDoesNotAnswerIsAskedMoreAndMoreSeldom() {
        begun();
        a.pass(TTL.plus(GRACE).plus(MOMENT));
        for (int asked = 1; asked <= 60; asked++) {
            a.fetched(false, false);
            a.pass(Duration.ofSeconds(31));
        }
        assertTrue(a.fetches < 10, "asked " + a.fetches + " times in half an hour");
    }
}
