package discedge.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ClientEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.TurnHash;
import discedge.simulation.check.Ending;
import discedge.simulation.check.FinalState;
import discedge.simulation.check.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HistoryCheckerTest {
    private static final Map<String, Supplier<Story>> TOLD = Map.of("roam", Told::roam, "retry", Told::retry, "gap", Told::gap, "fork", Told::fork,
            "delete", Told::delete, "crash", Told::crash);

    @Test
    void findsNothingWhereAllHolds() {
        TOLD.forEach((name, tell) -> {
            Story story = tell.get();
            assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states())), name);
            assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet()), name + ", told from the events");
            for (int i = 0; i <= story.events.size(); i++) assertEquals(List.of(), HistoryChecker.check(story.events.subList(0, i)), name + " up to " + i);
        });
    }

    @Test
    void anAcknowledgedTurnThatIsSilentlyLeftAwayBreaksI1() {
        Story story = Told.roam();
        caught("I1", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 4, p -> Edits.with(p, "context", List.of(p.context().get(0), p.context().get(2)))));
    }

    @Test
    void aTurnShownTwiceBreaksI1() {
        Story story = Told.roam();
        caught("I1", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 3, p -> Edits.with(p, "context", twice(p.context()))));
    }

    @Test
    void anAnswerOfAnotherBranchThanTheClientNamedBreaksI1() {
        Story story = Told.fork();
        caught("I1", story, Edits.change(story.events, ClientEvent.Sent.class, s -> s.turn() == 3, s -> Edits.with(s, "after", Optional.of(branch(story)))));
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
        caught("I1", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 5, p -> Edits.with(p, "leftOut", List.of(1))));
    }

    @Test
    void aStrongAnswerOverAGapBreaksI2() {
        Story story = Told.gap();
        caught("I2", story, Edits.change(story.events, TurnEvent.Received.class, r -> r.turn() == 5, r -> Edits.with(r, "consistency", "strong")));
    }

    @Test
    void readingAnEarlierTurnOrAnotherBranchBreaksI3() {
        Story roam = Told.roam();
        NodeEvent second = roam.events.get(Edits.last(roam.events, ClientEvent.Acknowledged.class, a -> a.turn() == 2));
        caught("I3", roam, Edits.append(roam.events, second));
        Story fork = Told.fork();
        caught("I3", fork, Edits.change(fork.events, ClientEvent.Acknowledged.class, a -> a.turn() == 2, a -> Edits.with(a, "hash", Optional.of(branch(fork)))));
        caught("I3", fork, Edits.change(fork.events, ClientEvent.Sent.class, s -> s.turn() == 3, s -> Edits.with(s, "after", Optional.of(branch(fork)))));
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
        caught("I4", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 3, p -> Edits.with(p, "contextDigest", 5L)));
        caught("I4", story, Edits.change(story.events, TurnEvent.Committed.class, p -> p.turn() == 3, p -> Edits.with(p, "before", Story.hash("x"))));
    }

    @Test
    void aRecordOfAnotherBranchInAContextBreaksI4() {
        Story story = Told.fork();
        caught("I4", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 3, p -> Edits.with(p, "context", List.of(p.context().get(0), branch(story)))));
        caught("I4", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 3, p -> Edits.with(p, "context", p.context().reversed())));
    }

    @Test
    void replicasThatDifferInTheEndBreakI5() {
        Story story = Told.roam();
        TurnHash last = story.nodes.get("c").head(Story.session(1)).orElseThrow().hash();
        story.nodes.get("c").records.remove(last);
        assertCaught("I5", HistoryChecker.check(story.events, Ending.quiet(story.states())));
        assertCaught("I5", HistoryChecker.check(Edits.drop(story.events, ReplicaEvent.HeadMoved.class, h -> h.node().equals("c")), Ending.quiet()));
        Story deleted = Told.delete();
        assertCaught("I5", HistoryChecker.check(Edits.drop(deleted.events, ReplicaEvent.Deleted.class, d -> d.node().equals("b")), Ending.quiet()));
    }

    @Test
    void nodesOfAnotherModelNeedNotAgree() {
        Story story = Told.roam();
        story.node("other", true);
        var events = Edits.change(story.events, LifeEvent.Started.class, s -> s.node().equals("other"), s -> Edits.with(s, "model", "another"));
        assertEquals(List.of(), HistoryChecker.check(events, Ending.quiet(story.states())));
        assertEquals(List.of(), HistoryChecker.check(events, Ending.quiet()));
        assertCaught("I5", HistoryChecker.check(story.events, Ending.quiet()));
    }

    @Test
    void generatingAgainWhatIsHereBreaksI6() {
        Story story = Told.retry();
        int replay = Edits.last(story.events, TurnEvent.Answered.class, TurnEvent.Answered::replayed);
        TurnEvent.Answered answered = (TurnEvent.Answered) story.events.get(replay);
        TurnEvent.PromptBuilt first = (TurnEvent.PromptBuilt) story.events.get(Edits.last(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 2));
        caught("I6", story, Edits.insert(story.events, replay, Edits.with(first, "request", answered.request())));
        // The same at a durable node after a crash; a memory node may.
        Story crash = Told.crash();
        assertEquals(Optional.of(true), crash.events.stream().filter(e -> e instanceof TurnEvent.Answered a && a.replayed()).findFirst().map(e -> true));
        int again = Edits.last(crash.events, TurnEvent.Answered.class, TurnEvent.Answered::replayed);
        TurnEvent.PromptBuilt one = (TurnEvent.PromptBuilt) crash.events.get(Edits.last(crash.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 1));
        TurnEvent.Received asked = (TurnEvent.Received) crash.events.get(Edits.last(crash.events, TurnEvent.Received.class, r -> r.turn() == 1));
        var regenerated = Edits.insert(crash.events, again, Edits.with(asked, "request", 99L), Edits.with(one, "request", 99L));
        assertCaught("I6", HistoryChecker.check(regenerated));
        var inMemory = new ArrayList<>(regenerated);
        inMemory.replaceAll(e -> e instanceof LifeEvent.Started s ? Edits.with(s, "durable", false) : e);
        assertEquals(List.of(), HistoryChecker.check(inMemory));
    }

    @Test
    void anAnswerToAnotherRequestBreaksI6() {
        Story story = Told.retry();
        TurnEvent.Answered replay = (TurnEvent.Answered) story.events.get(Edits.last(story.events, TurnEvent.Answered.class, TurnEvent.Answered::replayed));
        caught("I6", story, Edits.change(story.events, TurnEvent.Received.class, r -> r.request() == replay.request(), r -> Edits.with(r, "requestHash", Story.request("another"))));
        TurnEvent.Joined joined = (TurnEvent.Joined) story.events.get(Edits.last(story.events, TurnEvent.Joined.class, j -> true));
        caught("I6", story, Edits.change(story.events, TurnEvent.Received.class, r -> r.request() == joined.request(), r -> Edits.with(r, "requestHash", Story.request("another"))));
        caught("I6", story, Edits.change(story.events, TurnEvent.Answered.class, TurnEvent.Answered::replayed, a -> Edits.with(a, "answerDigest", 1234L)));
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
        int before = HistoryChecker.check(story.events).size();
        story.finish(one);
        story.nodes.get("a").records.putAll(known);
        List<NodeEvent> late = new ArrayList<>(story.events);
        // The second answer was complete only after the first one's record was there.
        assertTrue(HistoryChecker.check(late).size() > before, () -> HistoryChecker.check(late).toString());
    }

    @Test
    void idsOfAnotherSessionBreakI7() {
        Story story = Told.roam();
        caught("I7", story, Edits.change(story.events, TurnEvent.Prefilled.class, p -> p.turn() == 3, p -> Edits.with(p, "slotOwner", Story.session(2).value())));
        Story.Client stranger = new Story.Client("stranger", Story.session(2));
        TurnHash alien = story.say(stranger, "a").hash();
        story.spread();
        assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states())));
        caught("I7", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 2, p -> Edits.with(p, "context", List.of(alien))));
        caught("I7", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 2, p -> Edits.with(p, "context", List.of(Story.hash("nobody's")))));
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
    void whatIsSaidOfMissingTurnsMustBeTrue() {
        Story story = Told.gap();
        caught("I9", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 5, p -> Edits.with(p, "missing", List.of(4))));
        caught("I9", story, Edits.change(story.events, TurnEvent.PromptBuilt.class, p -> p.turn() == 5, p -> Edits.with(p, "missing", List.of(2, 3, 4))));
        caught("I9", story, Edits.change(story.events, TurnEvent.Committed.class, p -> p.turn() == 5, p -> Edits.with(p, "missing", List.of())));
        caught("I9", story, Edits.change(story.events, TurnEvent.Answered.class, p -> p.turn() == 5, p -> Edits.with(p, "stale", false)));
        caught("I9", story, Edits.change(story.events, TurnEvent.Answered.class, p -> p.turn() == 5, p -> Edits.with(p, "missing", List.of(3))));
        caught("I9", story, Edits.change(story.events, ClientEvent.Acknowledged.class, p -> p.turn() == 5, p -> Edits.with(Edits.with(p, "missing", List.of()), "stale", false)));
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
        caught("I10", story, Edits.change(story.events, ClientEvent.Acknowledged.class, a -> a.turn() == 4, a -> Edits.with(a, "hash", Optional.of(Story.hash("x")))));
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
        caught("I11", story, Edits.change(story.events, ReplicaEvent.ForkSeen.class, f -> f.node().equals("b"), f -> Edits.with(f, "hashes", List.of(f.hashes().getFirst()))));
        assertCaught("I11", HistoryChecker.check(story.events, Ending.quiet(List.of(story.states().getFirst(), withHead(story.states().getLast(), branch(story))))));
        assertCaught("I11", HistoryChecker.check(story.events, Ending.quiet(story.states().stream().map(s -> withHead(s, branch(story))).toList())));
        ReplicaEvent.HeadMoved early = (ReplicaEvent.HeadMoved) story.events.stream().filter(e -> e instanceof ReplicaEvent.HeadMoved h && h.node().equals("a")).findFirst().orElseThrow();
        caught("I11", story, Edits.append(story.events, early));
    }

    @Test
    void aLoneClientIsNeverOnTheBranch() {
        Story story = Told.fork();
        caught("I11", story, Edits.append(story.events, new ClientEvent.Failed(Story.NOON, "a", "phone", Story.session(1), 5, 1, 409, "forked", true)));
        // The lost answer is said to be the later attempt and to have been built on once more: then the lone client's own turn is a branch.
        TurnHash lost = branch(story);
        var events = new ArrayList<NodeEvent>(story.events);
        TurnEvent.Committed of = (TurnEvent.Committed) events.get(Edits.last(events, TurnEvent.Committed.class, c -> c.hash().equals(lost)));
        List<FinalState> states = new ArrayList<>();
        TurnHash before = lost;
        var extra = new HashSet<String>();
        for (int turn = 3; turn <= 5; turn++) {
            TurnHash next = Story.hash("more" + turn);
            events.add(Edits.with(Edits.with(Edits.with(Edits.with(of, "turn", turn), "hash", next), "before", before), "request", 90L + turn));
            extra.add(next.toString());
            before = next;
        }
        for (FinalState state : story.states()) states.add(withHead(withRecords(state, extra), before));
        assertTrue(HistoryChecker.check(events, Ending.quiet(states)).stream().anyMatch(v -> v.invariant().equals("I11") && v.sentence().contains("built on")));
    }

    @Test
    void aRequestThatEndsNotOnceBreaksI12() {
        Story story = Told.roam();
        caught("I12", story, Edits.drop(story.events, TurnEvent.Answered.class, a -> a.turn() == 4));
        caught("I12", story, Edits.append(story.events, story.events.get(Edits.last(story.events, TurnEvent.Answered.class, a -> a.turn() == 4))));
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
            noHash.add(new ClientEvent.Sent(Story.NOON, "a", "phone", Story.session(3), turn, 1, "client-side", "strong", Optional.empty()));
            noHash.add(new TurnEvent.Received(Story.NOON, "a", turn, Story.session(3), turn, "u", "client-side", "strong", 1, Story.request("r"), Optional.empty(),
                    Optional.empty(), java.time.Duration.ZERO));
            noHash.add(new TurnEvent.PromptBuilt(Story.NOON, "a", turn, Story.session(3), turn, Story.hash("none"), List.of(), 0, 9, List.of(), List.of(), 0));
            noHash.add(new TurnEvent.Answered(Story.NOON, "a", turn, Story.session(3), turn, Optional.empty(), false, false, List.of(), 0, 9, 1, java.time.Duration.ZERO,
                    java.time.Duration.ZERO, java.time.Duration.ZERO, java.time.Duration.ZERO, java.time.Duration.ZERO, java.time.Duration.ZERO));
            noHash.add(new ClientEvent.Acknowledged(Story.NOON, "a", "phone", Story.session(3), turn, Optional.empty(), false, false, List.of(), 1, 1, java.time.Duration.ZERO));
        }
        assertEquals(List.of(), HistoryChecker.check(noHash, Ending.quiet()));
    }

    /** The record of turn 2 that lost, in {@link Told#fork}. */
    private static TurnHash branch(Story story) {
        TurnHash log = story.nodes.get("a").log(Story.session(1), 2).orElseThrow().hash();
        return story.nodes.get("a").at(Story.session(1), 2).stream().map(StoryNode.Rec::hash).filter(h -> !h.equals(log)).findFirst().orElseThrow();
    }

    private static List<TurnHash> twice(List<TurnHash> context) {
        var longer = new ArrayList<>(context);
        longer.add(context.getFirst());
        return longer;
    }

    private static FinalState withHead(FinalState state, TurnHash head) {
        var sessions = new HashMap<>(state.sessions());
        sessions.computeIfPresent(Story.session(1).value(), (id, s) -> new FinalState.Session(s.records(), Optional.of(head.toString()), false));
        return new FinalState(state.node(), sessions);
    }

    private static FinalState withRecords(FinalState state, Set<String> more) {
        var sessions = new HashMap<>(state.sessions());
        sessions.computeIfPresent(Story.session(1).value(), (id, s) -> {
            var records = new HashSet<>(s.records());
            records.addAll(more);
            return new FinalState.Session(records, s.head(), false);
        });
        return new FinalState(state.node(), sessions);
    }

    private static void caught(String invariant, Story story, List<NodeEvent> edited) {
        assertEquals(List.of(), HistoryChecker.check(story.events, Ending.quiet(story.states())), "before the edit");
        assertCaught(invariant, HistoryChecker.check(edited, Ending.quiet(story.states())));
    }

    private static void assertCaught(String invariant, List<Violation> violations) {
        assertTrue(violations.stream().anyMatch(v -> v.invariant().equals(invariant)), () -> invariant + " expected, but only " + violations);
    }
}
