package discedge.simulation;

import static discedge.simulation.Judged.assertCaught;
import static discedge.simulation.Judged.branch;
import static discedge.simulation.Judged.caught;
import static discedge.simulation.Judged.twice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ClientEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.TurnHash;
import discedge.simulation.check.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HistoryCheckerTest {
    private static final Map<String, Supplier<Story>> TOLD = Map.of("roam", Told::roam, "retry", Told::retry, "gap", Told::gap, "fork",
            Told::fork,
            "delete", Told::delete, "crash", Told::crash);

    @Test
    void findsNothingWhereAllHolds() {
        TOLD.forEach((name, tell) -> {
            Story story = tell.get();
            assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states())), name);
            assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet()), name + ", told from the events");
            for (int i = 0; i <= story.events.size(); i++) assertEquals(List.of(), HistoryChecker.check(story.events.subList(0, i)), name
                    + " up to " + i);
        });
    }

    @Test
    void anAcknowledgedTurnThatIsSilentlyLeftAwayBreaksI1() {
        Story story = Told.roam();
        caught("I1", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 4, p ->
                Edits.with(p, "context", List.of(p.context().get(0), p.context().get(2)))));
    }

    @Test
    void aTurnShownTwiceBreaksI1() {
        Story story = Told.roam();
        caught("I1", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 3, p ->
                Edits.with(p, "context", twice(p.context()))));
    }

    @Test
    void anAnswerOfAnotherBranchThanTheClientNamedBreaksI1() {
        Story story = Told.fork();
        caught("I1", story, Edits.change(story.events, ClientEvent.Sent.class, s -> s.turn() == 3, s ->
                Edits.with(s, "after", Optional.of(branch(story)))));
    }

    @Test
    void aStatedOmissionIsNoViolation() {
        Story story = Story.durable("a", "b");
        story.leftOut.addAll(Set.of(1, 2));
        Story.Client c = story.client("phone");
        for (int i = 0; i < 5; i++) {
            story.say(c, i % 2 == 0 ? "a" : "b");
            story.spread();
        }
        assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states())));
        caught("I1", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 5, p ->
                Edits.with(p, "leftOut", List.of(1))));
    }

    @Test
    void aStrongAnswerOverAGapBreaksI2() {
        Story story = Told.gap();
        caught("I2", story, Edits.change(story.events, TurnEvent.Received.class, r -> r.turn() == 5, r ->
                Edits.with(r, "consistency", "strong")));
    }

    @Test
    void readingAnEarlierTurnOrAnotherBranchBreaksI3() {
        Story roam = Told.roam();
        NodeEvent second = roam.events.get(Edits.last(roam.events, ClientEvent.Acknowledged.class, a -> a.turn() == 2));
        caught("I3", roam, Edits.append(roam.events, second));
        Story fork = Told.fork();
        caught("I3", fork, Edits.change(fork.events, ClientEvent.Acknowledged.class, a -> a.turn() == 2, a ->
                Edits.with(a, "hash", Optional.of(branch(fork)))));
        caught("I3", fork, Edits.change(fork.events, ClientEvent.Sent.class, s -> s.turn() == 3, s ->
                Edits.with(s, "after", Optional.of(branch(fork)))));
    }

    @Test
    void aClientThatIsToldToReadOnMayLeaveItsChain() {
        Story story = Told.roam();
        Story.Client other = story.client("tablet");
        other.turn = 2;
        other.acknowledged.addAll(story.nodes.get("a").records.keySet().stream().limit(2).toList());
        story.deliver(story.ask(other, "b", "strong"));
        assertEquals("turn_taken", ((ClientEvent.Failed) story.events.getLast()).code());
        other.turn = 4;
        other.acknowledged.addAll(story.nodes.get("a").records.keySet().stream().skip(2).toList());
        story.say(other, "b");
        story.spread();
        assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states())));
    }

    @Test
    void otherIdsThanTheBaseLeftBreakI4() {
        Story story = Told.roam();
        caught("I4", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 3, p ->
                Edits.with(p, "contextDigest", 5L)));
        caught("I4", story, Edits.change(story.events, TurnEvent.Committed.class, p -> p.turn() == 3, p ->
                Edits.with(p, "before", Story.hash("x"))));
    }

    @Test
    void aRecordOfAnotherBranchInAContextBreaksI4() {
        Story story = Told.fork();
        caught("I4", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 3, p ->
                Edits.with(p, "context", List.of(p.context().get(0), branch(story)))));
        caught("I4", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 3, p ->
                Edits.with(p, "context", p.context().reversed())));
    }

    @Test
    void replicasThatDifferInTheEndBreakI5() {
        Story story = Told.roam();
        TurnHash last = story.nodes.get("c").head(Story.session(1)).orElseThrow().hash();
        story.nodes.get("c").records.remove(last);
        assertCaught("I5", HistoryChecker.check(story.events, Ending.quiet(story.states())));
        assertCaught("I5", HistoryChecker.check(Edits.drop(story.events, ReplicaEvent.HeadMoved.class, h -> h.node().equals("c")),
                Ending.quiet()));
        Story deleted = Told.delete();
        assertCaught("I5", HistoryChecker.check(Edits.drop(deleted.events, ReplicaEvent.Deleted.class, d -> d.node().equals("b")),
                Ending.quiet()));
    }

    @Test
    void nodesOfAnotherModelNeedNotAgree() {
        Story story = Told.roam();
        story.node("other", true);
        var events = Edits.change(story.events, LifeEvent.Started.class, s -> s.node().equals("other"), s ->
                Edits.with(s, "model", "another"));
        assertEquals(List.of(), HistoryChecker.check(events, Ending.quiet(story.states())));
        assertEquals(List.of(), HistoryChecker.check(events, Ending.quiet()));
        assertCaught("I5", HistoryChecker.check(story.events, Ending.quiet()));
    }

    @Test
    void generatingAgainWhatIsHereBreaksI6() {
        Story story = Told.retry();
        int replay = Edits.last(story.events, TurnEvent.Answered.class, TurnEvent.Answered::replayed);
        TurnEvent.Answered answered = (TurnEvent.Answered) story.events.get(replay);
        TurnEvent.PromptBuilt first = (TurnEvent.PromptBuilt) story.events.get(Edits.last(story.events, TurnEvent.PromptBuilt.class, p ->
                p.turn() == 2));
        caught("I6", story, Edits.insert(story.events, replay, Edits.with(first, "request", answered.request())));
        // The same at a durable node after a crash; a memory node may.
        Story crash = Told.crash();
        assertEquals(Optional.of(true), crash.events.stream().filter(e -> e instanceof TurnEvent.Answered a && a.replayed()).findFirst()
                .map(e -> true));
        int again = Edits.last(crash.events, TurnEvent.Answered.class, TurnEvent.Answered::replayed);
        TurnEvent.PromptBuilt one = (TurnEvent.PromptBuilt) crash.events.get(Edits.last(crash.events, TurnEvent.PromptBuilt.class, p ->
                p.turn() == 1));
        TurnEvent.Received asked = (TurnEvent.Received) crash.events.get(Edits.last(crash.events, TurnEvent.Received.class, r ->
                r.turn() == 1));
        var regenerated = Edits.insert(crash.events, again, Edits.with(asked, "request", 99L), Edits.with(one, "request", 99L));
        assertCaught("I6", HistoryChecker.check(regenerated));
        var inMemory = new ArrayList<>(regenerated);
        inMemory.replaceAll(e -> e instanceof LifeEvent.Started s ? Edits.with(s, "durable", false) : e);
        assertEquals(List.of(), HistoryChecker.check(inMemory));
    }

    @Test
    void anAnswerToAnotherRequestBreaksI6() {
        Story story = Told.retry();
        TurnEvent.Answered replay = (TurnEvent.Answered) story.events.get(Edits.last(story.events, TurnEvent.Answered.class,
                TurnEvent.Answered::replayed));
        caught("I6", story, Edits.change(story.events, TurnEvent.Received.class, r -> r.request() == replay.request(), r ->
                Edits.with(r, "requestHash", Story.request("another"))));
        TurnEvent.Joined joined = (TurnEvent.Joined) story.events.get(Edits.last(story.events, TurnEvent.Joined.class, j -> true));
        caught("I6", story, Edits.change(story.events, TurnEvent.Received.class, r -> r.request() == joined.request(), r ->
                Edits.with(r, "requestHash", Story.request("another"))));
        caught("I6", story, Edits.change(story.events, TurnEvent.Answered.class, TurnEvent.Answered::replayed, a ->
                Edits.with(a, "answerDigest", 1234L)));
    }

    @Test
    void twoTurnsAtOnceOrTwoRecordsOnOneBaseAtANodeBreakI6() {
        Story story = Story.durable("a", "b");
        Story.Client c = story.client("phone");
        story.say(c, "a");
        Story.Client other = story.client("tablet");
        other.turn = 1;
        other.acknowledged.addAll(c.acknowledged);
        Story.Ask one = story.ask(c, "a", "strong");
        story.nodes.get("a").running.clear();
        Story.Ask two = story.ask(other, "a", "strong");
        assertCaught("I6", HistoryChecker.check(story.events));
        story.finish(two);
        story.nodes.get("a").running.put(c.session, one);
        var known = Map.copyOf(story.nodes.get("a").records);
        story.nodes.get("a").records.keySet().retainAll(Set.of(c.acknowledged.getFirst()));
        story.finish(one);
        story.nodes.get("a").records.putAll(known);
        // This answer was complete only after the other one's record was there.
        assertTrue(HistoryChecker.check(story.events).stream().anyMatch(v -> v.sentence().contains("although it holds")));
    }
}
