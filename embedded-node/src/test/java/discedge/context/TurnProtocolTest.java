package discedge.context;

import static discedge.context.RefusalCode.COMMIT_CONFLICT;
import static discedge.context.RefusalCode.FORKED;
import static discedge.context.RefusalCode.MODE_FIXED;
import static discedge.context.RefusalCode.MODEL_MISMATCH;
import static discedge.context.RefusalCode.PROMPT_TOO_LONG;
import static discedge.context.RefusalCode.REPLICA_BEHIND;
import static discedge.context.RefusalCode.SESSION_DELETED;
import static discedge.context.RefusalCode.SESSION_UNKNOWN;
import static discedge.context.RefusalCode.STORE_FAILED;
import static discedge.context.RefusalCode.TURN_RUNNING;
import static discedge.context.RefusalCode.TURN_TAKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ReplicaEvent;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.tokens.TokenSequence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnProtocolTest {
    private final ProtocolBench a = ProtocolBench.node("A");
    private final ProtocolBench b = ProtocolBench.node("B");

    @Test
    void eachContextIsTheOneBeforePlusTheTurnThatWasAdded() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        TokenSequence afterOne = a.lastPrompt();
        Answer two = a.ask(2, "second").after(one).answered();
        TokenSequence expected = TokenSequence.concat(afterOne, ProtocolBench.tokenize("yes"), ProtocolBench.TEMPLATE.close());
        assertTrue(a.lastPrompt().startsWith(expected), "the second prompt begins with the first one and its answer, id for id");
        assertEquals(expected.length(), two.contextTokens());
    }

    @Test
    void aNodeThatIsBehindWaitsAndGoesOnWhenTheTurnArrives() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        long waiting = b.ask(2, "second").after(one).send();
        assertNull(b.outcomes.get(waiting));
        b.now = b.now.plusMillis(9);
        a.replicateTo(b);
        Answer answer = assertInstanceOf(Answer.class, b.outcomes.get(waiting));
        assertEquals(Duration.ofMillis(9), answer.stages().waited());
        assertFalse(answer.stale());
    }

    @Test
    void strongFailsOpenlyWhenTheTurnDoesNotArriveInTime() {
        a.ask(1, "first").answered();
        a.replicateTo(b);
        TurnHash two = a.ask(2, "second").answered().hash().orElseThrow();
        Refusal refusal = b.ask(3, "third").after(two).refusedAfterWaiting();
        assertEquals(REPLICA_BEHIND, refusal.code());
        assertEquals(1, refusal.fields().get("replica_turn"));
        assertEquals(List.of(2), refusal.fields().get("missing_turns"));
        // It is looked at again a millisecond after its deadline.
        assertEquals(TurnRequest.DEFAULT_MAX_WAIT.toMillis() + 1, refusal.fields().get("waited_ms"));
    }

    @Test
    void availableAnswersFromWhatIsHereAndSaysWhatItHadNotSeen() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        a.replicateTo(b);
        TurnHash two = a.ask(2, "second").after(one).answered().hash().orElseThrow();
        long asked = b.ask(3, "third").after(two, one).available().send();
        b.pass(Duration.ofMillis(251));
        Answer answer = assertInstanceOf(Answer.class, b.outcomes.get(asked));
        assertTrue(answer.stale());
        assertEquals(List.of(2), answer.missing());
        a.replicateTo(b);
        assertEquals(3, b.protocol.look(ProtocolBench.SESSION).orElseThrow().log().size(), "when turn 2 arrives the chain is complete and no hash changes");
        assertEquals(List.of(2), b.protocol.look(ProtocolBench.SESSION).orElseThrow().log().getLast().missing(), "the record keeps saying what it had not seen");
    }

    @Test
    void availableWithoutAfterIsRefusedBecauseNothingIsKnownToBeItsChain() {
        a.ask(1, "first").answered();
        a.replicateTo(b);
        assertEquals(REPLICA_BEHIND, b.ask(3, "third").available().refusedAfterWaiting().code());
    }

    @Test
    void aRetryGetsTheSameAnswerAndGeneratesNothing() {
        Answer first = a.ask(1, "first").answered();
        Answer again = a.ask(1, "first").attempt(2).answered();
        assertTrue(again.replayed());
        assertEquals(first.hash(), again.hash());
        assertEquals(first.ids(), again.ids());
        assertEquals(1, a.generations.size());
    }

    @Test
    void theSameTurnWithAnotherPromptIsTakenAtOnce() {
        a.ask(1, "first").answered();
        Refusal refusal = a.ask(1, "other").refused();
        assertEquals(TURN_TAKEN, refusal.code());
        assertEquals(2, refusal.fields().get("expected_turn"));
    }

    @Test
    void aRetryWhileTheTurnRunsJoinsItAndBothGetTheOneAnswer() {
        a.autoAnswer = false;
        long one = a.ask(1, "first").send();
        long two = a.ask(1, "first").attempt(2).send();
        assertEquals(TURN_RUNNING, a.ask(1, "other").refused().code());
        a.runGeneration(a.generations.getFirst(), "yes");
        assertEquals(((Answer) a.outcomes.get(one)).hash(), ((Answer) a.outcomes.get(two)).hash());
        assertEquals(1, a.generations.size());
    }

    @Test
    void twoAnswersToOneTurnAreAForkThatTheNextTurnSettles() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        a.replicateTo(b);
        TurnHash atA = a.ask(2, "second").after(one).answered().hash().orElseThrow();
        b.answer = "no";
        TurnHash atB = b.ask(2, "second").after(one).attempt(2).answered().hash().orElseThrow();
        a.replicateTo(b);
        b.replicateTo(a);
        for (ProtocolBench node : List.of(a, b)) {
            assertEquals(1, node.events.stream().filter(ReplicaEvent.ForkSeen.class::isInstance).count());
            assertEquals(atB, node.protocol.look(ProtocolBench.SESSION).orElseThrow().log().getLast().hash(), "the higher attempt is the head");
        }
        a.ask(3, "third").after(atA).answered();
        assertEquals(atA, a.protocol.look(ProtocolBench.SESSION).orElseThrow().log().get(1).hash(), "the client built on A's answer");
    }

    @Test
    void aSecondWriterOnABranchIsToldBothHeadsAndMayForkASession() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        a.replicateTo(b);
        TurnHash branch = a.ask(2, "mine").after(one).answered().hash().orElseThrow();
        TurnHash theirs = b.ask(2, "theirs").after(one).attempt(2).answered().hash().orElseThrow();
        b.ask(3, "more").after(theirs).answered();
        b.replicateTo(a);
        Refusal refusal = a.ask(3, "mine again").after(branch).refused();
        assertEquals(FORKED, refusal.code());
        assertEquals(2, ((List<?>) refusal.fields().get("heads")).size());

        var fork = a.ask(1, "mine again");
        fork.session = Optional.of(SessionId.ofBits(9, 9));
        fork.forkFrom = Optional.of(new TurnRequest.ForkFrom(ProtocolBench.SESSION, branch));
        fork.answered();
        String shown = new String(a.lastPrompt().toArray(), 0, a.lastPrompt().length()).chars().filter(c -> c > 100)
                .mapToObj(c -> String.valueOf((char) (c - 100))).reduce("", String::concat);
        assertTrue(shown.contains("mine") && !shown.contains("theirs"), shown);
    }

    @Test
    void aCommitThatMeetsTheRecordOfItsOwnRetryEndsWithAnErrorAndTheNextTryGetsThatRecord() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        a.replicateTo(b);
        b.autoAnswer = false;
        long late = b.ask(2, "second").after(one).send();
        a.ask(2, "second").after(one).attempt(2).answered();
        a.replicateTo(b);
        b.runGeneration(b.generations.getLast(), "yes");
        assertEquals(COMMIT_CONFLICT, ((Refusal) b.outcomes.get(late)).code());
        assertTrue(b.ask(2, "second").after(one).attempt(3).answered().replayed());
    }

    @Test
    void aCommitThatFailsIsAnErrorAndTheSessionGoesOn() {
        a.storeFails = true;
        assertEquals(STORE_FAILED, a.ask(1, "first").refused().code());
        a.storeFails = false;
        assertEquals(1, a.ask(1, "first").attempt(2).answered().turn());
    }

    @Test
    void aTombstoneBeatsEveryRecordWheneverItArrives() {
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        a.protocol.delete(100, ProtocolBench.SESSION, a.now);
        a.settle();
        a.protocol.confirmDeletes(key -> true, a.now);
        a.settle();
        assertEquals("deleted", a.outcomes.get(100L));
        a.replicateTo(b);
        assertEquals(SESSION_DELETED, b.ask(2, "second").after(one).refused().code());
        var late = ProtocolBench.node("C");
        late.ask(1, "first").answered();
        late.replicateTo(a);
        assertTrue(a.protocol.look(ProtocolBench.SESSION).orElseThrow().log().isEmpty(), "a record that comes after the tombstone is erased");
    }

    @Test
    void aDeletionThatNobodyElseHoldsIsNotConfirmed() {
        a.ask(1, "first").answered();
        a.protocol.delete(100, ProtocolBench.SESSION, a.now);
        a.settle();
        a.protocol.confirmDeletes(key -> false, a.now);
        a.settle();
        assertNull(a.outcomes.get(100L));
        a.pass(Duration.ofSeconds(3));
        assertEquals(RefusalCode.DELETE_UNCONFIRMED, ((Refusal) a.outcomes.get(100L)).code());
    }

    @Test
    void aTurnThatRunsWhileItsSessionIsDeletedEndsWithGone() {
        a.autoAnswer = false;
        long running = a.ask(1, "first").send();
        a.protocol.delete(100, ProtocolBench.SESSION, a.now);
        a.settle();
        assertEquals(List.of(a.generations.getFirst().generation()), a.cancelled);
        a.runGeneration(a.generations.getFirst(), "yes");
        assertEquals(SESSION_DELETED, ((Refusal) a.outcomes.get(running)).code());
    }

    @Test
    void aSessionThatNobodyKnowsIsUnknownAndOneOfAnotherModelNamesItsNodes() {
        long asked = a.ask(2, "second").send();
        a.nobodyKnows(List.of());
        assertEquals(SESSION_UNKNOWN, ((Refusal) a.outcomes.get(asked)).code());
        long other = a.ask(2, "second").send();
        a.nobodyKnows(List.of("B"));
        assertEquals(MODEL_MISMATCH, ((Refusal) a.outcomes.get(other)).code());
    }

    @Test
    void theModeIsFixedForTheSessionsLife() {
        TurnHash one = a.ask(1, "first").mode(ContextMode.RAW).answered().hash().orElseThrow();
        assertEquals(MODE_FIXED, a.ask(2, "second").mode(ContextMode.TOKENIZED).refused().code());
        assertEquals(ContextMode.RAW, a.ask(2, "second").after(one).answered().mode(), "a turn that names no mode gets the session's");
        assertTrue(a.ask(2, "second").after(one).attempt(2).answered().replayed());
    }

    @Test
    void rawShowsTheModelTheSamePromptAsTokenized() {
        TurnHash raw = a.ask(1, "first").mode(ContextMode.RAW).answered().hash().orElseThrow();
        a.ask(2, "second").after(raw).answered();
        TurnHash ids = b.ask(1, "first").answered().hash().orElseThrow();
        b.ask(2, "second").after(ids).answered();
        assertEquals(b.lastPrompt(), a.lastPrompt());
    }

    @Test
    void clientSideStoresNothing() {
        Answer answer = a.ask(1, "all of it").mode(ContextMode.CLIENT_SIDE).answered();
        assertEquals(Optional.empty(), answer.hash());
        assertTrue(a.stored.isEmpty());
    }

    @Test
    void anEmptyAnswerIsATurnLikeAnyOther() {
        a.answer = "";
        TurnHash one = a.ask(1, "first").answered().hash().orElseThrow();
        assertEquals(2, a.ask(2, "second").after(one).answered().turn());
    }

    @Test
    void whenTheWindowIsFullTheOldestTurnsAreLeftOutAtOnceDownToHalfAndTheSystemPromptStays() {
        var small = new ProtocolBench("A", 200);
        TurnHash head = null;
        boolean left = false;
        for (int turn = 1; turn <= 12; turn++) {
            var ask = small.ask(turn, "question " + turn);
            if (turn == 1) ask.system = "be brief";
            if (head != null) ask.after(head);
            Answer answer = ask.answered();
            head = answer.hash().orElseThrow();
            assertTrue(small.lastPrompt().length() + 16 < 200, "the prompt and its answer fit");
            if (answer.leftOut().isEmpty()) continue;
            left = true;
            assertEquals(ProtocolBench.tokenize("be brief"), small.lastPrompt().slice(8, 16), "the system prompt is still shown");
        }
        assertTrue(left, "some turns were left out");
        List<List<Integer>> views = small.protocol.look(ProtocolBench.SESSION).orElseThrow().log().stream().map(r -> r.leftOut()).distinct().toList();
        assertTrue(views.size() < 6, "the view does not change every turn: " + views);
    }

    @Test
    void underRejectAFullWindowIsSaidAndAPromptThatCanNeverFitToo() {
        var small = new ProtocolBench("A", 60);
        assertEquals(PROMPT_TOO_LONG, small.ask(1, "x".repeat(100)).refused().code());
        small.ask(1, "short").answered();
    }

    @Test
    void aClientThatHangsUpIsExpectedBackAndItsTurnIsCommitted() {
        a.autoAnswer = false;
        long id = a.ask(1, "first").send();
        a.protocol.clientGone(id, a.now);
        a.settle();
        assertTrue(a.cancelled.isEmpty());
        a.runGeneration(a.generations.getFirst(), "yes");
        a.autoAnswer = true;
        assertTrue(a.ask(1, "first").attempt(2).answered().replayed());
    }

    @Test
    void onDisconnectCancelCommitsWhatThereIs() {
        a.autoAnswer = false;
        var ask = a.ask(1, "first");
        ask.onDisconnect = OnDisconnect.CANCEL;
        long id = ask.send();
        a.protocol.clientGone(id, a.now);
        a.settle();
        assertEquals(1, a.cancelled.size());
    }

    @Test
    void aWaitingRequestWhoseClientHangsUpLeavesNothingBehind() {
        long id = b.ask(5, "fifth").send();
        b.protocol.clientGone(id, b.now);
        b.settle();
        b.pass(Duration.ofSeconds(1));
        assertNull(b.outcomes.get(id));
        assertTrue(b.protocol.look(ProtocolBench.SESSION).isEmpty());
    }

    @Test
    void sessionsComeInPagesTheOneWrittenToLastFirst() {
        var ids = new java.util.ArrayList<SessionId>();
        for (int i = 0; i < 5; i++) {
            var ask = a.ask(1, "first " + i);
            ask.session = Optional.of(SessionId.ofBits(i, 7));
            ids.add(ask.answered().session());
        }
        assertEquals(ids.reversed(), a.protocol.sessions("", 0, 10).looks().stream().map(SessionLook::session).toList());
        SessionPage page = a.protocol.sessions("", 1, 2);
        assertEquals(List.of(ids.get(3), ids.get(2)), page.looks().stream().map(SessionLook::session).toList());
        assertEquals(5, page.total());
        assertEquals(List.of(ids.get(2)), a.protocol.sessions(ids.get(2).value(), 0, 10).looks().stream().map(SessionLook::session).toList());
        assertEquals(5, a.protocol.standing().sessions());
        assertTrue(a.protocol.standing().bytes() > 0);
    }
}
