package discedge.timeline.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ClientEvent;
import discedge.event.FredEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.session.SessionId;
import discedge.timeline.RandomLog;
import discedge.timeline.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorldTest {
    @Test
    void nodesStandInTheOrderTheyWereHeardOfWithWhatTheySaid() {
        World world = Story.threeNodes().world();
        assertEquals(List.of("A", "B", "C"), world.nodes().stream().map(NodeState::name).toList());
        NodeState a = world.node("A").orElseThrow();
        assertEquals(Life.UP, a.life());
        assertEquals("apple-m2", a.identity().profile());
        assertTrue(world.simulated());
        assertEquals(Source.SIMULATED, world.engineKind());
    }

    @Test
    void aRecordHasNoWayToANodeOfAnotherModel() {
        Story story = Story.threeNodes().started("Q", "g", false).turn(1, "A").pass(2000);
        Waterfall waterfall = Waterfall.of(story.world(), story.session(), turn(story, 1));
        assertEquals(List.of("B", "C"), waterfall.nobodyWaits().stream().map(Waterfall.Replication::node).toList());
    }

    @Test
    void aTurnGrowsAsItRuns() {
        Story story = Story.threeNodes().sends(1, "A");
        assertEquals(Phase.RECEIVED, turn(story, 1).phase());
        assertEquals(1, story.world().node("A").orElseThrow().running());
        assertEquals(0, story.world().node("A").orElseThrow().streaming());
        story.decodes(1, "A").pass(300);
        assertEquals(Phase.DECODING, turn(story, 1).phase());
        assertEquals(1, story.world().node("A").orElseThrow().streaming());
        Waterfall growing = Waterfall.of(story.world(), story.session(), turn(story, 1));
        assertTrue(growing.running());
        assertEquals(Duration.ofMillis(304), bar(growing, Stage.DECODE).length());
        assertTrue(bar(growing, Stage.DECODE).running());
        story.pass(600).commits(1, "A").acknowledges(1, "A").arrives(1, "A", "B", 40);
        Waterfall done = Waterfall.of(story.world(), story.session(), turn(story, 1));
        assertFalse(done.running());
        assertEquals(Duration.ofMillis(40), bar(done, Stage.PREFILL).length());
        assertEquals(Duration.ofMillis(904), bar(done, Stage.DECODE).length());
        assertEquals(Duration.ofMillis(8), bar(done, Stage.NETWORK).length());
        assertEquals(Duration.ofMillis(952), done.total());
        assertEquals(Duration.ZERO, bar(done, Stage.UNKNOWN).length());
        assertEquals(Optional.of(Duration.ofMillis(40)), done.nobodyWaits().getFirst().lag());
        assertEquals(Optional.empty(), done.nobodyWaits().getLast().lag());
        assertEquals(0, story.world().node("A").orElseThrow().running());
    }

    @Test
    void aSessionHasExpiredWhenNoNodeHasItAnyMoreAndNotBefore() {
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 40).pass(10);
        SessionId id = story.session().id();
        story.tell(new ReplicaEvent.Expired(story.now(), "A", id, 1, Duration.ofHours(2), 1));
        assertFalse(story.world().session(id).orElseThrow().expired(), "B has it");
        assertEquals(0, story.world().node("A").orElseThrow().sessions());
        story.tell(new ReplicaEvent.Expired(story.now(), "B", id, 1, Duration.ofHours(2), 1));
        assertTrue(story.world().session(id).orElseThrow().expired());
        assertEquals(0, story.world().node("B").orElseThrow().sessions());
    }

    @Test
    void aSessionHasItsFiguresInOneRow() {
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 40).turn(2, "B").arrives(2, "B", "A", 25);
        SessionState session = story.session();
        assertEquals("u1", session.who().user());
        assertEquals("client", session.who().client());
        assertEquals("tokenized", session.who().mode());
        assertEquals("B", session.node());
        assertEquals(2, session.turn());
        assertEquals(600, session.totals().bytes());
        assertEquals(Set.of("A", "B"), story.world().heads(session).keySet());
        assertEquals(Optional.of(Duration.ofMillis(25)), session.lag());
        assertEquals(Optional.of(200 / 2048.0), story.world().window(session));
        assertEquals(1, story.world().node("A").orElseThrow().sessions());
        assertEquals(2, story.world().behind(session, "A", "C"));
    }

    @Test
    void aRecordThatItsOwnWriterGetsBackHasNoLag() {
        Story story = Story.threeNodes().turn(1, "A");
        story.tell(new ReplicaEvent.Arrived(story.now().plusSeconds(60), "A", "fredB", "A", 0, 0, RandomLog.key(Story.SESSION, 1), 300, story.now()));
        assertTrue(story.world().link("A", "A").isEmpty());
        assertEquals(Optional.empty(), Figures.of(story.world()).get(Figure.Kind.WORST_LAG.ordinal()).value());
    }

    @Test
    void theWayToAFredNodeIsTheOneToTheNodeThatItStandsBeside() {
        Story story = Story.threeNodes();
        Map<String, String> members = Map.of("fredA", "127.0.0.1:9001", "fredB", "127.0.0.1:9002");
        for (String node : List.of("A", "B"))
            story.tell(new FredEvent.Ready(story.now(), node, "127.0.0.1:9001", "fred" + node, "kg", members, "127.0.0.1:7001", List.of(), Duration.ZERO));
        story.tell(new FredEvent.Compared(story.now(), "A", "fredB", true, "", 3, 0, 0, Duration.ofMillis(60), Duration.ofMillis(38)));
        story.tell(new FredEvent.Compared(story.now(), "A", "fredA", true, "", 3, 0, 0, Duration.ofMillis(2), Duration.ofMillis(1)));
        assertEquals(Duration.ofMillis(38), story.world().link("A", "B").flatMap(LinkState::measured).orElseThrow().roundTrip());
        assertTrue(story.world().link("A", "A").isEmpty(), "the FReD node beside it is no way anywhere");
        story.pass(6_000).tell(new FredEvent.Compared(story.now(), "A", "fredB", false, "FReD did not answer in time", 0, 0, 0, Duration.ofMillis(250), Duration.ZERO));
        assertFalse(story.world().link("A", "B").orElseThrow().isFresh(story.now()), "what did not answer is no measurement");
        story.tell(new FredEvent.Members(story.now(), "A", Map.of("fredA", "127.0.0.1:9001")));
        assertEquals(Set.of("fredA"), story.world().node("A").flatMap(NodeState::fred).orElseThrow().members().keySet());
    }

    @Test
    void linksKnowTheirCutTheirLagAndWhatWaits() {
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 40).cuts("A", "B").turn(2, "A");
        LinkState link = story.world().link("A", "B").orElseThrow();
        assertTrue(link.isCut());
        assertEquals(Duration.ofMillis(40), link.lag().over(story.now(), Duration.ofMinutes(1)).orElseThrow().p95());
        assertEquals(2, story.world().unacknowledged("A", "B"));
        story.tell(new ReplicaEvent.Acknowledged(story.now(), "A", "B", "A", 1, 2, Duration.ofMillis(30)));
        assertEquals(0, story.world().unacknowledged("A", "B"));
        assertTrue(link.isFresh(story.now()));
        assertFalse(link.isFresh(story.now().plusSeconds(6)));
        assertEquals(Optional.of(Duration.ofMillis(20)), link.measured().map(LinkState.Measured::roundTrip));
    }

    @Test
    void faultsCountDownAndStayInTheHistory() {
        Story story = Story.threeNodes();
        story.tell(new LabEvent.FaultBegan(story.now(), "lab", 1, "cut", "B", Duration.ofSeconds(8))).pass(3000);
        assertEquals(Optional.of(Duration.ofSeconds(5)), story.world().activeFaults().getFirst().remaining(story.now()));
        story.tell(new LabEvent.FaultEnded(story.now(), "lab", 1, "cut", "B", true));
        assertEquals(List.of(), story.world().activeFaults());
        assertTrue(story.world().faults().getFirst().byHand());
    }

    @Test
    void aNodeThatIsKilledRunsNothingAndAForkIsAnAlarm() {
        Story story = Story.threeNodes().sends(1, "A").kills("A");
        NodeState a = story.world().node("A").orElseThrow();
        assertEquals(Life.KILLED, a.life());
        assertEquals(0, a.running());
        story.tell(new ReplicaEvent.ForkSeen(story.now(), "B", Story.SESSION, 1, List.of(Story.hash(1), Story.hash(2)), Story.hash(1)));
        assertEquals(Alarm.Kind.FORK, story.world().alarms().getLast().kind());
        assertTrue(story.session().flags().forked());
    }

    @Test
    void waitsOfRefusedAttemptsBelongToTheTurn() {
        Story story = Story.threeNodes().sends(1, "A").pass(250);
        story.tell(new ClientEvent.Failed(story.now(), "A", "client", Story.SESSION, 1, 1, 409, "replica_behind", false)).pass(50);
        story.tell(new ClientEvent.Sent(story.now(), "A", "client", Story.SESSION, 1, 2, "tokenized", "strong", Optional.empty()));
        assertEquals(Duration.ofMillis(50), turn(story, 1).stages().waitedBefore());
        assertEquals(1, story.session().totals().retries());
        assertEquals("replica_behind", turn(story, 1).outcome().refusals().getFirst().code());
        story.tell(new ClientEvent.Roamed(story.now(), "B", "client", Optional.of(Story.SESSION), "A", "chosen"));
        assertEquals("B", story.world().client("client").orElseThrow().node());
        assertEquals("A", story.world().roams().getFirst().from());
    }

    @Test
    void figuresSayUnitWindowAndSourceAndNothingIsNotZero() {
        List<Figure> none = Figures.of(World.empty(Source.EMBEDDED));
        assertTrue(none.stream().allMatch(figure -> figure.value().isEmpty()));
        Story story = Story.threeNodes().turn(1, "A").arrives(1, "A", "B", 40).turn(2, "A");
        List<Figure> figures = Figures.of(story.world());
        assertEquals(List.of(Figure.Kind.values()), figures.stream().map(Figure::kind).toList());
        Figure first = figures.getFirst();
        assertEquals(Source.SIMULATED, first.source());
        assertEquals(2, first.count());
        assertEquals(48.0, first.value().orElseThrow());
        Figure lag = figures.get(Figure.Kind.WORST_LAG.ordinal());
        assertEquals("A→B", lag.about());
        assertEquals(40.0, lag.value().orElseThrow());
        // 300 + 300 sent, 300 + 600 without turn records.
        assertEquals(-33.3, figures.get(Figure.Kind.SYNC_BYTES.ordinal()).value().orElseThrow(), 0.1);
        assertEquals(0.0, figures.get(Figure.Kind.CONFLICTS.ordinal()).value().orElseThrow());
    }

    @Test
    void aWaitInVainIsAWaitAndOneThatEndedWellIsCountedOnce() {
        Story story = Story.threeNodes().turn(1, "A").sends(2, "B").waits(2, "B").waitsInVain(2, "B", 250);
        Figure wait = Figures.of(story.world()).get(Figure.Kind.WAIT_P95.ordinal());
        assertEquals(Optional.of(250.0), wait.value(), "the client waited, though for nothing");
        assertEquals(2, wait.count(), "turn 1 did not wait, turn 2 did");
        story.sends(2, "B").waits(2, "B").pass(80);
        story.tell(new TurnEvent.Waited(story.now(), "B", 3, Story.SESSION, 2, Duration.ofMillis(80), true));
        story.tell(new TurnEvent.Answered(story.now(), "B", 3, Story.SESSION, 2, Optional.of(Story.hash(2)), false, false, List.of(), 100, 100, 0,
                Duration.ZERO, Duration.ofMillis(80), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(80)));
        assertEquals(3, Figures.of(story.world()).get(Figure.Kind.WAIT_P95.ordinal()).count());
    }

    @Test
    void samplesKeepPercentilesCloseAtAnyRateAndForgetAfterTheirWindow() {
        Samples samples = Samples.NONE;
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 10_000; i++) samples = samples.with(start.plusMillis(i * 4L), Duration.ofMillis(1 + i * 7919L % 100));
        Samples.Summary summary = samples.over(start.plusSeconds(40), Duration.ofMinutes(1)).orElseThrow();
        assertEquals(10_000, summary.count());
        assertEquals(50, summary.p50().toMillis(), 5);
        assertEquals(95, summary.p95().toMillis(), 3);
        assertEquals(100, summary.max().toMillis());
        assertEquals(Optional.empty(), samples.over(start.plusSeconds(400), Duration.ofMinutes(1)));
        assertTrue(samples.latest(start.plusSeconds(4000)).isPresent());
        Counts counts = Counts.NONE;
        for (int i = 0; i < 600; i++) counts = counts.with(start.plusSeconds(i), 2);
        assertEquals(1200, counts.total());
        assertEquals(120, counts.over(start.plusSeconds(599), Duration.ofMinutes(1)));
        assertEquals(120, java.util.Arrays.stream(counts.bars(start.plusSeconds(599), Duration.ofMinutes(1), 12)).sum());
        assertEquals(2, counts.with(start.plusSeconds(5000), 2).over(start.plusSeconds(5000), Duration.ofMinutes(5)));
    }

    @Test
    void aRestartBeginsWithAnEmptyCache() {
        Story story = Story.threeNodes().turn(1, "A");
        assertTrue(story.world().node("A").orElseThrow().cached(Story.SESSION).isPresent());
        story.tell(new LifeEvent.Stopped(story.now(), "A")).started("A", "f", false);
        assertTrue(story.world().node("A").orElseThrow().cached(Story.SESSION).isEmpty());
        assertEquals(0, story.world().node("A").orElseThrow().sessions());
    }

    private static TurnState turn(Story story, int number) {
        return story.session().turn(number).orElseThrow();
    }

    private static Waterfall.Bar bar(Waterfall falls, Stage stage) {
        return falls.clientWaits().stream().filter(bar -> bar.stage() == stage).findFirst().orElseThrow();
    }
}
