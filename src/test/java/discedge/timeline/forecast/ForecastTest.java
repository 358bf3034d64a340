package discedge.timeline.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.LifeEvent;
import discedge.event.ClientEvent;
import discedge.session.WindowPolicy;
import discedge.timeline.Story;
import discedge.timeline.forecast.Forecast.Cache;
import discedge.timeline.forecast.Forecast.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule by rule, as UI.md has them. */
class ForecastTest {
    private static Forecast at(Story story, String node) {
        return Forecast.of(story.world(), NextTurn.of(story.session()), node);
    }

    /** Two turns at A, the first on B with a lag of 40 ms, the second not yet. */
    private static Story oneTurnBehind() {
        return Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 40).beats().turn(2, "A").beats();
    }

    @Test
    void safeWhereTheWholeChainIs() {
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 40).beats();
        assertEquals(State.SAFE, at(story, "A").state());
        assertEquals(State.SAFE, at(story, "B").state());
    }

    @Test
    void safeAnywhereForANewSession() {
        Story story = Story.threeNodes();
        assertEquals(List.of(State.SAFE, State.SAFE, State.SAFE),
                Forecast.all(story.world(), NextTurn.first("client")).values().stream().map(Forecast::state).toList());
    }

    @Test
    void waitsForTheRestOfTheLagWhileARecordIsOnItsWay() {
        Forecast forecast = at(oneTurnBehind(), "B");
        assertEquals(State.WAIT, forecast.state());
        // Written 4 ms ago, when the client was answered; lag measured: 40 ms.
        assertEquals(Optional.of(Duration.ofMillis(36)), forecast.waits());
        assertEquals(1, forecast.missing());
        assertEquals("turn 2 is on its way", forecast.why());
    }

    @Test
    void waitsForNothingMoreOnceTheLagHasPassed() {
        assertEquals(Optional.of(Duration.ZERO), at(oneTurnBehind().pass(100), "B").waits());
    }

    @Test
    void waitsForATurnThatIsStillDecodedElsewhere() {
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 40).beats().sends(2, "A").decodes(2, "A");
        assertEquals(State.SAFE, at(story, "A").state());
        assertEquals(State.WAIT, at(story, "B").state());
        assertEquals(Optional.of(Duration.ofMillis(40)), at(story, "B").waits());
        assertEquals("turn 2 is not written yet at A", at(story, "B").why());
    }

    @Test
    void failsWhereTheWaitIsLongerThanItMayBe() {
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 400).beats().turn(2, "A").beats();
        assertEquals(State.FAILS, at(story, "B").state());
        Forecast patient = Forecast.of(story.world(), NextTurn.of(story.session()).withMaxWait(Duration.ofSeconds(1)), "B");
        assertEquals(State.WAIT, patient.state());
    }

    @Test
    void failsWhereTheNodeIsDown() {
        Forecast forecast = at(oneTurnBehind().kills("B"), "B");
        assertEquals(State.FAILS, forecast.state());
        assertEquals("B is down", forecast.why());
        assertEquals(Optional.empty(), forecast.firstToken());
        Story story = oneTurnBehind();
        assertEquals("A is stopping", at(story.tell(new LifeEvent.Stopping(story.now(), "A", 1)), "A").why());
    }

    @Test
    void failsUnderAnotherTokenizer() {
        Forecast forecast = at(oneTurnBehind().started("C", "g", false), "C");
        assertEquals(State.FAILS, forecast.state());
        assertEquals("C has another tokenizer (m-g, not m-f)", forecast.why());
    }

    @Test
    void failsWithAFullWindowOnlyUnderReject() {
        Story story = Story.threeNodes().turn(1, "A");
        NextTurn next = NextTurn.of(story.session()).withPromptTokens(2000);
        assertEquals(State.SAFE, Forecast.of(story.world(), next, "A").state());
        Forecast full = Forecast.of(story.world(), next.withPolicy(WindowPolicy.REJECT), "A");
        assertEquals(State.FAILS, full.state());
        assertEquals("the window is full: 2100 of 2048 ids, and the policy is reject", full.why());
    }

    @Test
    void failsWhereCutFromEveryNodeThatHasItAndSaysWhich() {
        Forecast forecast = at(oneTurnBehind().cuts("A", "B").beats(), "B");
        assertEquals(State.FAILS, forecast.state());
        assertEquals("turn 2 cut from A", forecast.why());
    }

    @Test
    void waitsWhereAnotherNodeThatHasItIsNotCut() {
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 40).arrives(1, "A", "C", 60).beats().turn(2, "A").arrives(2, "A", "C", 60).cuts("A", "B").beats();
        assertEquals(State.WAIT, at(story, "B").state());
    }

    @Test
    void failsWhereTheOnlyNodeThatHasItIsDown() {
        // A keeps nothing without its memory; with a disk it has the turn and is only not there.
        assertEquals("no known node has turn 2", at(oneTurnBehind().kills("A").beats(), "B").why());
        Story durable = Story.threeNodes().started("A", "f", true).turn(1, "A").arrives(1, "A", "B", 40).beats().turn(2, "A").beats().kills("A").beats();
        assertEquals("turn 2: A is down", at(durable, "B").why());
        assertEquals(State.FAILS, at(oneTurnBehind().kills("A").beats(), "B").state());
    }

    @Test
    void failsWhereTheClientsOwnLinkIsCut() {
        Forecast forecast = at(Story.threeNodes().turn(1, "A").cuts("client", "A"), "A");
        assertEquals(State.FAILS, forecast.state());
        assertEquals("the client's link to A is cut", forecast.why());
    }

    @Test
    void staleUnderAvailableWhereTheNodeKnowsTheSession() {
        Story story = Story.threeNodes().asks("tokenized", "available").turn(1, "A").arrives(1, "A", "B", 40).beats().turn(2, "A").turn(3, "A").cuts("A", "B").cuts("A", "C").beats();
        Forecast forecast = at(story, "B");
        assertEquals(State.STALE, forecast.state());
        assertEquals(2, forecast.missing());
        assertEquals(State.FAILS, at(story, "C").state(), "C has nothing of the session");
        assertEquals(State.SAFE, at(story, "A").state());
    }

    @Test
    void unknownAfterFiveSecondsWithoutAMeasurementAndNeverGreen() {
        Story story = Story.threeNodes().turn(1, "A");
        assertEquals(State.SAFE, at(story, "A").state());
        assertEquals(State.UNKNOWN, at(story.pass(5100), "A").state());
        assertEquals(State.SAFE, at(story.beats(), "A").state());
    }

    @Test
    void unknownWhereTheLinkWasNotMeasuredForFiveSeconds() {
        Story story = oneTurnBehind().pass(5100).alive("B");
        assertEquals(State.UNKNOWN, at(story, "B").state());
        assertEquals("the way from A was not measured for 5 s", at(story, "B").why());
    }

    @Test
    void halfARoundTripIsTheEstimateWhereNoLagWasMeasuredYetAndSaysSo() {
        Story story = Story.threeNodes().turn(1, "A").beats();
        Forecast forecast = at(story, "B");
        assertEquals(State.WAIT, forecast.state());
        assertEquals(Optional.of(Duration.ofMillis(10)), forecast.lag(), "the story's round trips take 20 ms");
        assertTrue(forecast.estimated());
        assertEquals("turn 1 is on its way, lag estimated from the round trip", forecast.why());
        assertFalse(at(oneTurnBehind(), "B").estimated());
    }

    @Test
    void afterACutHasHealedItsOwnLagIsNotTakenForTheLinks() {
        Story story = oneTurnBehind().cuts("A", "B").cuts("C", "B").pass(8000).beats().alive("B");
        assertEquals(State.FAILS, at(story, "B").state());
        story.heals("A", "B").heals("C", "B").pass(20).beats().arrives(2, "A", "B", 8024).beats();
        assertEquals(Duration.ofMillis(8024), story.world().link("A", "B").orElseThrow().lag().latest(story.now()).orElseThrow().max(), "it was as late as that");
        Forecast forecast = at(story.turn(3, "A").beats(), "B");
        assertEquals(State.WAIT, forecast.state());
        assertEquals(Optional.of(Duration.ofMillis(40)), forecast.lag(), "as before the cut");
    }

    @Test
    void whatCameByAnotherWayDuringACutIsNotTakenForTheLinks() {
        Story story = oneTurnBehind().arrives(2, "A", "C", 30).cuts("A", "B").beats().arrives(2, "A", "B", 3000).heals("A", "B").beats().turn(3, "A").beats();
        assertEquals(Optional.of(Duration.ofMillis(40)), at(story, "B").lag());
    }

    @Test
    void aLinkOfAnotherShapeIsMeasuredAnew() {
        Story story = oneTurnBehind().slows("A", "B", 200).turn(3, "A").arrives(2, "A", "B", 3000).beats().turn(4, "A").arrives(4, "A", "B", 210).beats().turn(5, "A").beats();
        assertEquals(Optional.of(Duration.ofMillis(210)), at(story, "B").lag(), at(story, "B").why());
        story.slows("A", "B", 9).beats();
        Forecast forecast = at(story, "B");
        assertEquals(State.WAIT, forecast.state());
        assertTrue(forecast.estimated());
        assertEquals(Optional.of(Duration.ofMillis(10)), forecast.lag());
    }

    @Test
    void whatANodeMissedWhileItWasAwayIsNotTakenForTheLinksLag() {
        Story story = Story.threeNodes().started("B", "f", true).links("A", "B").turn(1, "A").arrives(1, "A", "B", 40).beats().kills("B").turn(2, "A").pass(6000).started("B", "f", true)
                .links("A", "B").pass(10).arrives(2, "A", "B", 6020).beats().turn(3, "A").beats();
        assertEquals(Optional.of(Duration.ofMillis(40)), at(story, "B").lag());
    }

    @Test
    void aTurnThatOnlyWaitsDoesNotMakeOtherNodesLookBehind() {
        Story story = oneTurnBehind().arrives(2, "A", "C", 60).beats().sends(3, "B").waits(3, "B").beats();
        assertEquals(State.SAFE, at(story, "A").state(), "A has all that turn 3 is to build on");
        assertEquals(State.SAFE, at(story, "C").state());
        assertEquals(State.WAIT, at(story, "B").state());
        assertEquals(1, at(story, "B").missing());
        story.arrives(2, "A", "B", 70).decodes(3, "B");
        assertTrue(at(story, "A").why().startsWith("turn 3 is not written yet at B"), "now it is on its way");
    }

    @Test
    void unknownNodesAreUnknown() {
        assertEquals(State.UNKNOWN, at(oneTurnBehind(), "Z").state());
    }

    @Test
    void clientSideIsSafeAnywhereAndUploadsAllOfIt() {
        Story story = Story.threeNodes().asks("client-side", "strong").turn(1, "A");
        story.tell(new ClientEvent.TurnBytes(story.now(), "A", "client", Story.SESSION, 1, 5400, 900)).beats();
        Forecast forecast = at(story, "B");
        assertEquals(State.SAFE, forecast.state());
        assertEquals(Optional.of(5400L), forecast.uploads());
        assertEquals(State.FAILS, at(story.kills("B"), "B").state());
    }

    @Test
    void warmWhereTheContextIsCachedAndColdElsewhereWithTheFirstTokenFromMeasuredRates() {
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 40).turn(2, "A").arrives(2, "A", "B", 40).turn(3, "B").arrives(3, "B", "A", 40).turn(4, "B").arrives(4, "B", "C", 40).beats();
        Forecast warm = at(story, "B");
        Forecast cold = at(story, "C");
        assertEquals(Optional.of(Cache.WARM), warm.cache());
        assertEquals(Optional.of(Cache.COLD), cold.cache());
        // 10 ms and 1 ms an id, as the story measured; 400 ids of context, 30 of prompt.
        long more = cold.firstToken().orElseThrow().minus(warm.firstToken().orElseThrow()).toMillis();
        assertTrue(more > 330 && more < 410, "a cold cache costs " + more + " ms");
        assertTrue(warm.firstToken().orElseThrow().toMillis() < 160, "warm takes " + warm.firstToken());
    }

    @Test
    void noFirstTokenWhereNothingWasMeasured() {
        assertEquals(Optional.empty(), Forecast.of(Story.threeNodes().world(), NextTurn.first("client"), "A").firstToken());
    }

    @Test
    void aNodeWithoutADiskForgetsWhenItIsKilled() {
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 40).kills("B").pass(100).started("B", "f", false).beats();
        assertEquals(State.WAIT, at(story, "B").state());
        Story durable = Story.threeNodes().started("B", "f", true).turn(1, "A").arrives(1, "A", "B", 40).kills("B").pass(100).started("B", "f", true).beats();
        assertEquals(State.SAFE, at(durable, "B").state());
    }
}
