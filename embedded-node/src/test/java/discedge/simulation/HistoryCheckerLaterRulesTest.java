package discedge.simulation;

import static discedge.simulation.Judged.assertCaught;
import static discedge.simulation.Judged.branch;
import static discedge.simulation.Judged.caught;
import static discedge.simulation.Judged.withHead;
import static discedge.simulation.Judged.withRecords;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ClientEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.SessionId;
import discedge.session.TurnHash;
import discedge.simulation.check.Ending;
import discedge.simulation.check.FinalState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** I7 to I12; the others are in {@link HistoryCheckerTest}. */
class HistoryCheckerLaterRulesTest {
    @Test
    void idsOfAnotherSessionBreakI7() {
        Story story = Told.roam();
        caught("I7", story, Edits.change(story.events, TurnEvent.Prefilled.class, p -> p.turn() == 3, p ->
                Edits.with(p, "slotOwner", Story.session(2).value())));
        Story.Client stranger = new Story.Client("stranger", Story.session(2));
        TurnHash alien = story.say(stranger, "a").hash();
        story.spread();
        assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states())));
        caught("I7", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 2, p ->
                Edits.with(p, "context", List.of(alien))));
        caught("I7", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 2, p ->
                Edits.with(p, "context", List.of(Story.hash("nobody's")))));
    }

    @Test
    void aNodeThatKnowsOfTheDeletionAndAnswersBreaksI8() {
        Story story = Told.delete();
        int here = Edits.last(story.events, ReplicaEvent.Deleted.class, d -> d.node().equals("b"));
        int committed = Edits.last(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 3);
        var early = new ArrayList<>(story.events);
        early.add(committed, early.remove(here));
        caught("I8", story, early);
    }

    @Test
    void aDeletionAcknowledgedTooEarlyOrUndoneBreaksI8() {
        Story story = Told.delete();
        caught("I8", story, Edits.drop(story.events, ReplicaEvent.Deleted.class, d -> d.node().equals("a")));
        var states = new ArrayList<>(story.states());
        states.set(1, new FinalState("b", Map.of(Story.session(1).value(), new FinalState.Session(Set.of("x"), Optional.of("x"), false))));
        assertCaught("I8", HistoryChecker.check(story.events, Ending.quiet(states)));
        var inMemory = new ArrayList<>(story.events);
        inMemory.replaceAll(e -> e instanceof LifeEvent.Started s ? Edits.with(s, "durable", false) : e);
        assertCaught("I8", HistoryChecker.check(inMemory, Ending.quiet(story.states())));
    }

    @Test
    void goingOnWithARemovedSessionOrRemovingAYoungerOneBreaksI13() {
        Story story = Told.roam();
        SessionId session = Story.session(1);
        int last = Edits.last(story.events, TurnEvent.Committed.class, c -> c.session().equals(session));
        int newest = ((TurnEvent.Committed) story.events.get(last)).turn();
        var goesOn = new ArrayList<>(story.events);
        goesOn.add(last, new ReplicaEvent.Expired(Story.NOON, "a", session, newest - 1, Duration.ofHours(2), newest - 1));
        caught("I13", story, goesOn);
        var younger = new ArrayList<>(story.events);
        younger.add(new ReplicaEvent.Expired(Story.NOON, "a", session, newest - 1, Duration.ofHours(2), newest - 1));
        caught("I13", story, younger);
    }

    @Test
    void whatIsSaidOfMissingTurnsMustBeTrue() {
        Story story = Told.gap();
        caught("I9", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 5, p ->
                Edits.with(p, "missing", List.of(4))));
        caught("I9", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 5, p ->
                Edits.with(p, "missing", List.of(2, 3, 4))));
        caught("I9", story, Edits.change(story.events, TurnEvent.Committed.class, p -> p.turn() == 5, p ->
                Edits.with(p, "missing", List.of())));
        caught("I9", story, Edits.change(story.events, TurnEvent.Answered.class, p -> p.turn() == 5, p -> Edits.with(p, "stale", false)));
        caught("I9", story, Edits.change(story.events, TurnEvent.Answered.class, p -> p.turn() == 5, p ->
                Edits.with(p, "missing", List.of(3))));
        caught("I9", story, Edits.change(story.events, ClientEvent.Acknowledged.class, p -> p.turn() == 5, p ->
                Edits.with(Edits.with(p, "missing", List.of()), "stale", false)));
        caught("I9", story, Edits.drop(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 4));
    }

    @Test
    void anAnswerWithoutItsRecordBreaksI10() {
        Story story = Told.roam();
        caught("I10", story, Edits.drop(story.events, TurnEvent.Committed.class, c -> c.turn() == 4));
        int committed = Edits.last(story.events, TurnEvent.Committed.class, c -> c.turn() == 4);
        var late = new ArrayList<>(story.events);
        late.add(Edits.last(story.events, TurnEvent.Answered.class, a -> true), late.remove(committed));
        caught("I10", story, late);
        caught("I10", story, Edits.change(story.events, ClientEvent.Acknowledged.class, a -> a.turn() == 4, a ->
                Edits.with(a, "hash", Optional.of(Story.hash("x")))));
    }

    @Test
    void aTurnLostByACrashBreaksI10UnlessTheDiskIsGone() {
        Story story = Story.durable("a", "b");
        Story.Client c = story.client("phone");
        story.say(c, "a");
        story.spread();
        StoryNode.Rec second = story.say(c, "a");
        story.kill("a");
        story.nodes.get("a").records.remove(second.hash());
        story.start("a");
        assertCaught("I10", HistoryChecker.check(story.events, Ending.quiet(story.states())));
        assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states()).withLostDisks(Set.of("a"))));
        var damaged = Edits.change(story.events, ReplicaEvent.Recovered.class, r -> true, r -> Edits.with(r, "damaged", 1));
        assertEquals(List.of(), HistoryChecker.check(damaged, Ending.quiet(story.states())));
    }

    @Test
    void aForkThatIsNotSaidOrNotChosenAlikeBreaksI11() {
        Story story = Told.fork();
        caught("I11", story, Edits.drop(story.events, ReplicaEvent.ForkSeen.class, f -> f.node().equals("b")));
        caught("I11", story, Edits.change(story.events, ReplicaEvent.ForkSeen.class, f -> f.node().equals("b"), f ->
                Edits.with(f, "hashes", List.of(f.hashes().getFirst()))));
        assertCaught("I11", HistoryChecker.check(story.events, Ending.quiet(List.of(story.states().getFirst(),
                withHead(story.states().getLast(), branch(story))))));
        assertCaught("I11", HistoryChecker.check(story.events, Ending.quiet(story.states().stream()
                .map(s -> withHead(s, branch(story))).toList())));
        ReplicaEvent.HeadMoved early = (ReplicaEvent.HeadMoved) story.events.stream()
                .filter(e -> e instanceof ReplicaEvent.HeadMoved h && h.node().equals("a")).findFirst().orElseThrow();
        caught("I11", story, Edits.append(story.events, early));
    }

    @Test
    void aLoneClientIsNeverOnTheBranch() {
        Story story = Told.fork();
        caught("I11", story, Edits.append(story.events, new ClientEvent.Failed(Story.NOON, "a", "phone", Story.session(1), 5, 1, 409,
                "forked", true)));
        // The lost answer is said to be the later attempt and to have been built on once more: then the lone client's own turn is a branch.
        TurnHash lost = branch(story);
        var events = new ArrayList<NodeEvent>(story.events);
        TurnEvent.Committed of = (TurnEvent.Committed) events.get(Edits.last(events, TurnEvent.Committed.class, c ->
                c.hash().equals(lost)));
        List<FinalState> states = new ArrayList<>();
        TurnHash before = lost;
        var extra = new HashSet<String>();
        for (int turn = 3; turn <= 5; turn++) {
            TurnHash next = Story.hash("more" + turn);
            events.add(Edits.with(Edits.with(Edits.with(Edits.with(of, "turn", turn), "hash", next), "before", before), "request", 90L
                    + turn));
            extra.add(next.toString());
            before = next;
        }
        for (FinalState state : story.states()) states.add(withHead(withRecords(state, extra), before));
        assertTrue(HistoryChecker.check(events, Ending.quiet(states)).stream().anyMatch(v -> v.invariant().equals("I11")
                && v.sentence().contains("built on")));
    }

    @Test
    void aRequestThatEndsNotOnceBreaksI12() {
        Story story = Told.roam();
        caught("I12", story, Edits.drop(story.events, TurnEvent.Answered.class, a -> a.turn() == 4));
        caught("I12", story, Edits.append(story.events, story.events.get(Edits.last(story.events, TurnEvent.Answered.class, a ->
                a.turn() == 4))));
        caught("I12", story, Edits.drop(story.events, TurnEvent.Received.class, a -> a.turn() == 4));
        assertEquals(List.of(), HistoryChecker.check(Edits.drop(story.events, TurnEvent.Answered.class, a -> a.turn() == 4)));
    }

    @Test
    void aRequestWhoseClientOrNodeIsGoneNeedNotEnd() {
        Story story = Told.roam();
        Story.Client c = new Story.Client("other", Story.session(2));
        Story.Ask ask = story.ask(c, "a", "strong");
        assertCaught("I12", HistoryChecker.check(story.events, Ending.quiet(story.states())));
        var gone = Edits.append(story.events, new TurnEvent.ClientGone(Story.NOON, "a", ask.number, c.session, 1));
        assertEquals(List.of(), HistoryChecker.check(gone, Ending.quiet(story.states())));
        story.kill("a");
        story.start("a");
        assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states())));
    }

    @Test
    void clientSideAnswersHaveNoRecord() {
        Story story = Story.durable("a");
        var noHash = new ArrayList<NodeEvent>(story.events);
        for (int turn = 1; turn <= 2; turn++) {
            noHash.add(new ClientEvent.Sent(Story.NOON, "a", "phone", Story.session(3), turn, 1, "client-side", "strong",
                    Optional.empty()));
            noHash.add(new TurnEvent.Received(Story.NOON, "a", turn, Story.session(3), turn, "u", "client-side", "strong", 1,
                    Story.request("r"), Optional.empty(),
                    Optional.empty(), java.time.Duration.ZERO));
            noHash.add(new TurnEvent.PromptBuilt(Story.NOON, "a", turn, Story.session(3), turn, Story.hash("none"), List.of(), 0, 9,
                    List.of(), List.of(), 0));
            noHash.add(new TurnEvent.Answered(Story.NOON, "a", turn, Story.session(3), turn, Optional.empty(), false, false, List.of(), 0,
                    9, 1, java.time.Duration.ZERO,
                    java.time.Duration.ZERO, java.time.Duration.ZERO, java.time.Duration.ZERO, java.time.Duration.ZERO,
                            java.time.Duration.ZERO));
            noHash.add(new ClientEvent.Acknowledged(Story.NOON, "a", "phone", Story.session(3), turn, Optional.empty(), false, false,
                    List.of(), 1, 1, java.time.Duration.ZERO));
        }
        assertEquals(List.of(), HistoryChecker.check(noHash, Ending.quiet()));
    }
}
