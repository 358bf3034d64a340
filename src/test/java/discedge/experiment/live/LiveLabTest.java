package discedge.experiment.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.context.Consistency;
import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.experiment.live.Controls.Demonstration;
import discedge.experiment.live.Controls.Refused;
import discedge.experiment.scenario.Fault.Kind;
import discedge.experiment.scenario.Fault.Target;
import discedge.lab.LabWatch;
import discedge.session.ContextMode;
import discedge.session.SessionId;
import discedge.timeline.Timeline;
import discedge.timeline.forecast.Forecast;
import discedge.timeline.forecast.NextTurn;
import discedge.timeline.log.EventStore;
import discedge.timeline.transcript.Transcripts;
import discedge.timeline.world.Source;
import discedge.tokens.TokenSequence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person does to a running lab comes back as events. */
@Timeout(60)
class LiveLabTest {
    private static final LabPlan QUIET = LabPlan.builtIn().withOthers(List.of()).withDemonstration(false);
    private static final Target AB = new Target.Between("A", "B");

    private final LabWatch watch = new LabWatch();
    private final Transcripts transcripts = new Transcripts();
    @TempDir private Path runs;
    private LiveLab lab;

    private LiveLab up(LabPlan plan) throws Exception {
        lab = new LiveLab(plan, watch, transcripts, runs);
        lab.start().get(30, TimeUnit.SECONDS);
        return lab;
    }

    private LiveLab instant() throws Exception {
        return up(QUIET.withProfile("instant"));
    }

    /** Answers take more than a second. */
    private LiveLab slow() throws Exception {
        return up(QUIET.withProfile("jetson-tx2"));
    }

    @AfterEach
    void end() {
        if (lab != null) lab.close();
    }

    private ClientEvent.Acknowledged answered(int turn) throws Exception {
        return watch.await(ClientEvent.Acknowledged.class, answer -> answer.turn() == turn);
    }

    private void askAndWait(String prompt, int turn) throws Exception {
        lab.ask("u1", prompt);
        answered(turn);
        LabWatch.until("the client is idle", () -> !lab.asking("u1"));
    }

    private SessionId session() {
        return watch.of(ClientEvent.Roamed.class).getLast().session().orElseThrow();
    }

    // ---- how it begins

    @Test
    void it_says_what_it_is_before_it_is_up_and_refuses_the_rest_in_a_sentence() {
        lab = new LiveLab(LabPlan.builtIn(), watch, transcripts, runs);
        assertEquals(List.of("A", "B", "C"), lab.sites().stream().map(Controls.Site::name).toList());
        assertEquals(List.of("u1", "car-1", "drone-2", "tram-3", "robot-4"), lab.clients());
        assertEquals("simulated", lab.engine());
        assertEquals(Demonstration.PLAYING, lab.demonstration(), "it will");
        assertFalse(lab.asking("u1"));
        var refused = assertThrows(Refused.class, () -> lab.ask("u1", "hello"));
        assertEquals("The lab is starting. Try again in a moment.", refused.getMessage());
    }

    @Test
    void every_link_is_told_with_its_shape_and_the_warm_up_is_not() throws Exception {
        instant();
        var links = watch.of(LabEvent.LinkSet.class).stream().map(link -> link.from() + ">" + link.to()).sorted().toList();
        assertEquals(List.of("A>B", "A>C", "A>u1", "B>A", "B>C", "B>u1", "C>A", "C>B", "C>u1", "u1>A", "u1>B", "u1>C"), links);
        assertEquals(Duration.ofMillis(9), watch.of(LabEvent.LinkSet.class).stream().filter(link -> link.from().equals("A") && link.to().equals("B")).findFirst().orElseThrow().delay());
        assertEquals(List.of(), watch.of(TurnEvent.class));
        assertEquals(List.of("u1"), watch.of(ClientEvent.class).stream().map(ClientEvent::client).distinct().toList());
        assertEquals("A", watch.of(ClientEvent.Roamed.class).getFirst().node(), "it stands at the first node");
    }

    @Test
    void a_lab_that_cannot_start_says_why_and_may_be_tried_again() {
        lab = new LiveLab(QUIET.withProfile("abacus"), watch, transcripts, runs);
        var failed = assertThrows(ExecutionException.class, () -> lab.start().get(30, TimeUnit.SECONDS));
        assertTrue(failed.getCause() instanceof Refused, failed.toString());
        assertTrue(failed.getCause().getMessage().startsWith("The lab did not start: no profile 'abacus'"), failed.getCause().getMessage());
        assertEquals(failed.getCause().getMessage(), assertThrows(Refused.class, () -> lab.ask("u1", "hello")).getMessage());
        assertThrows(ExecutionException.class, () -> lab.start().get(30, TimeUnit.SECONDS));
    }

    // ---- clients

    @Test
    void an_answer_is_heard_piece_by_piece_and_kept_with_its_times() throws Exception {
        up(QUIET.withProfile("apple-m2"));
        lab.ask("u1", "What is SLAM?");
        assertTrue(lab.asking("u1"));
        assertThrows(Refused.class, () -> lab.ask("u1", "Another one"));
        var first = watch.await(ClientEvent.FirstToken.class, token -> true);
        var answer = answered(1);
        var heard = transcripts.upTo(session(), answer.at()).getFirst();
        assertEquals("What is SLAM?", heard.prompt());
        assertFalse(heard.answer().isBlank());
        String early = transcripts.upTo(session(), first.at().plusMillis(100)).getFirst().answer();
        assertTrue(early.length() < heard.answer().length(), "it grew: " + early);
        LabWatch.until("the client is idle", () -> !lab.asking("u1"));
        var bytes = watch.await(ClientEvent.TurnBytes.class, turn -> turn.turn() == 1);
        assertTrue(bytes.requestBytes() > 100 && bytes.responseBytes() > 500, bytes.toString());
    }

    @Test
    void a_roam_while_an_answer_is_decoded_moves_the_next_turn() throws Exception {
        up(QUIET.withProfile("apple-m2"));
        lab.ask("u1", "What is SLAM?");
        watch.await(ClientEvent.FirstToken.class, token -> token.turn() == 1);
        lab.roam("u1", "B");
        var roamed = watch.await(ClientEvent.Roamed.class, roam -> roam.node().equals("B"));
        assertEquals("chosen", roamed.why());
        assertEquals("A", roamed.from());
        assertEquals("A", answered(1).node());
        LabWatch.until("the client is idle", () -> !lab.asking("u1"));
        askAndWait("And why is it hard?", 2);
        assertEquals("B", answered(2).node());
        assertThrows(Refused.class, () -> lab.roam("u1", "Z"));
        assertThrows(Refused.class, () -> lab.roam("nobody", "A"));
    }

    @Test
    void a_stopped_answer_is_the_answer_and_a_cancelled_turn_is_given_up() throws Exception {
        slow();
        lab.ask("u1", "Tell me everything about robots.");
        watch.await(ClientEvent.FirstToken.class, token -> token.turn() == 1);
        lab.stop("u1");
        answered(1);
        assertEquals("cancelled", watch.await(TurnEvent.Decoded.class, turn -> true).stop());
        LabWatch.until("the client is idle", () -> !lab.asking("u1"));
        lab.ask("u1", "And more.");
        watch.await(ClientEvent.FirstToken.class, token -> token.turn() == 2);
        lab.cancel("u1");
        assertTrue(watch.await(ClientEvent.Failed.class, failed -> failed.code().equals("cancelled")).givesUp());
    }

    @Test
    void another_chat_is_followed_at_once_and_has_its_own_mode() throws Exception {
        instant();
        askAndWait("First", 1);
        SessionId first = session();
        lab.newSession("u1", ContextMode.RAW, Consistency.AVAILABLE);
        assertNotEquals(first, session(), "it is told before its first turn");
        SessionId second = session();
        lab.ask("u1", "Anew");
        var sent = watch.await(ClientEvent.Sent.class, turn -> turn.session().equals(second));
        assertEquals("raw", sent.mode());
        assertEquals("available", sent.consistency());
        assertEquals(1, sent.turn());
    }

    @Test
    void a_prompt_of_a_hundred_kilobytes_is_refused_in_words_and_the_next_one_is_answered() throws Exception {
        instant();
        lab.ask("u1", "far too long ".repeat(8_000));
        var failed = watch.await(ClientEvent.Failed.class, end -> true);
        assertTrue(failed.givesUp() && failed.status() >= 400 && failed.status() < 500, failed.toString());
        LabWatch.until("the client is idle", () -> !lab.asking("u1"));
        askAndWait("Short", 1);
    }

    // ---- faults

    @Test
    void a_cut_heals_by_itself_and_its_link_has_its_own_shape_again() throws Exception {
        instant();
        long number = lab.begin(new Kind.Cut(false), AB, Duration.ofMillis(300));
        var began = watch.await(LabEvent.FaultBegan.class, fault -> fault.fault() == number);
        assertEquals("cut", began.kind());
        assertEquals("A-B", began.target());
        watch.await(LabEvent.LinkSet.class, link -> link.from().equals("A") && link.to().equals("B") && link.cut().equals("clean"));
        assertFalse(watch.await(LabEvent.FaultEnded.class, fault -> fault.fault() == number).byHand());
        var last = watch.of(LabEvent.LinkSet.class).stream().filter(link -> link.from().equals("B") && link.to().equals("A")).toList().getLast();
        assertEquals("none", last.cut());
        assertEquals(Duration.ofMillis(9), last.delay());
    }

    @Test
    void faults_overlap_and_are_healed_one_by_one_or_all_at_once() throws Exception {
        instant();
        long delay = lab.begin(new Kind.Delay(Duration.ofMillis(50)), AB, Duration.ZERO);
        long cut = lab.begin(new Kind.Cut(true), new Target.Node("B"), Duration.ofMinutes(1));
        watch.await(LabEvent.LinkSet.class, link -> link.cut().equals("silent") && link.delay().equals(Duration.ofMillis(50)));
        lab.heal(cut);
        assertTrue(watch.await(LabEvent.FaultEnded.class, fault -> fault.fault() == cut).byHand());
        var last = watch.of(LabEvent.LinkSet.class).stream().filter(link -> link.from().equals("A") && link.to().equals("B")).toList().getLast();
        assertEquals("none 50", last.cut() + " " + last.delay().toMillis());
        lab.begin(new Kind.Bandwidth(1_000), new Target.ClientLink("C"), Duration.ZERO);
        lab.healAll();
        watch.await(LabEvent.FaultEnded.class, fault -> fault.fault() == delay);
        watch.await(LabEvent.FaultEnded.class, fault -> fault.kind().equals("bandwidth") && fault.target().equals("client-C"));
    }

    @Test
    void a_killed_node_is_restarted_by_hand_with_what_it_had() throws Exception {
        instant();
        askAndWait("First", 1);
        SessionId session = session();
        watch.await(ReplicaEvent.HeadMoved.class, head -> head.node().equals("B") && head.have() == 1);
        lab.begin(new Kind.Kill(), new Target.Node("B"), Duration.ZERO);
        watch.await(LifeEvent.Killed.class, node -> node.node().equals("B"));
        LabWatch.until("it is down", () -> {
            try {
                return lab.look("B", session) == null;
            } catch (Refused e) {
                return e.getMessage().equals("Node B is down.");
            }
        });
        assertEquals("Node B is down already.", assertThrows(Refused.class, () -> lab.begin(new Kind.Kill(), new Target.Node("B"), Duration.ZERO)).getMessage());
        lab.restart("B");
        assertTrue(watch.await(LabEvent.FaultEnded.class, fault -> fault.kind().equals("kill")).byHand());
        var view = lab.look("B", session).get(10, TimeUnit.SECONDS).orElseThrow();
        assertEquals(1, view.log().size());
    }

    @Test
    void what_cannot_be_is_refused_in_a_sentence() throws Exception {
        instant();
        assertThrows(Refused.class, () -> lab.begin(new Kind.Cut(false), new Target.Between("A", "Z"), Duration.ZERO));
        assertThrows(Refused.class, () -> lab.begin(new Kind.Kill(), AB, Duration.ZERO));
        assertThrows(Refused.class, () -> lab.begin(new Kind.Cut(false), new Target.Node("Z"), Duration.ZERO));
        assertThrows(Refused.class, () -> lab.restart("Z"));
        assertEquals(List.of(), watch.of(LabEvent.FaultBegan.class));
    }

    // ---- sessions, closer

    @Test
    void a_deleted_session_is_gone_everywhere_and_its_client_begins_another() throws Exception {
        instant();
        askAndWait("First", 1);
        SessionId session = session();
        for (String node : List.of("B", "C")) watch.await(ReplicaEvent.HeadMoved.class, head -> head.node().equals(node));
        lab.delete(session).get(10, TimeUnit.SECONDS);
        for (String node : List.of("A", "B", "C")) watch.await(ReplicaEvent.Deleted.class, gone -> gone.node().equals(node) && gone.session().equals(session));
        assertNotEquals(session, session());
        lab.ask("u1", "Anew");
        watch.await(ClientEvent.Acknowledged.class, answer -> !answer.session().equals(session));
    }

    @Test
    void a_node_shows_the_records_it_has_and_the_text_of_each_id() throws Exception {
        instant();
        askAndWait("What is SLAM?", 1);
        var record = lab.look("A", session()).get(10, TimeUnit.SECONDS).orElseThrow().log().getFirst();
        var pieces = lab.pieces("A", TokenSequence.of(9906, 1917)).get(10, TimeUnit.SECONDS);
        assertEquals(List.of("Hello", " world"), pieces.stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList());
        assertEquals(1, record.turn());
        assertTrue(lab.look("A", SessionId.ofBits(1, 2)).get(10, TimeUnit.SECONDS).isEmpty());
    }

    // ---- what is forecast of it

    @Test
    void once_a_cut_has_healed_its_node_is_forecast_to_wait_no_longer_than_before() throws Exception {
        var timeline = new Timeline(new EventStore(), Source.EMBEDDED);
        lab = new LiveLab(QUIET.withProfile("instant"), event -> {
            timeline.store().emit(event);
            watch.emit(event);
        }, transcripts, runs);
        lab.start().get(30, TimeUnit.SECONDS);
        askAndWait("First", 1);
        watch.await(ReplicaEvent.HeadMoved.class, head -> head.node().equals("B") && head.have() == 1);
        long cut = lab.begin(new Kind.Cut(false), new Target.Node("B"), Duration.ofSeconds(2));
        watch.await(LabEvent.LinkSet.class, link -> link.cut().equals("clean") && link.to().equals("B"));
        askAndWait("Second", 2);
        assertEquals(Forecast.State.FAILS, forecast(timeline, "B").state(), "cut from all that has it");
        watch.await(LabEvent.FaultEnded.class, fault -> fault.fault() == cut);
        var late = watch.await(ReplicaEvent.Arrived.class, record -> record.node().equals("B") && record.key().contains("t000002"));
        assertTrue(Duration.between(late.written(), late.at()).toMillis() > 1_000, "the cut held it up");
        askAndWait("Third", 3);
        Forecast after = forecast(timeline, "B");
        assertTrue(after.state() == Forecast.State.WAIT || after.state() == Forecast.State.SAFE, after.toString());
    }

    private Forecast forecast(Timeline timeline, String node) {
        var world = timeline.catchUp();
        return Forecast.of(world, NextTurn.of(world, world.client("u1").orElseThrow()), node);
    }

    // ---- company

    @Test
    void other_clients_talk_by_themselves_so_that_a_node_has_more_than_one_session() throws Exception {
        up(LabPlan.builtIn().withProfile("instant").withDemonstration(false).withOthers(List.of(
                new LabPlan.Passer("car-1", Duration.ofMillis(200), Consistency.STRONG), new LabPlan.Passer("drone-2", Duration.ofMillis(300), Consistency.AVAILABLE))));
        watch.await(ClientEvent.Acknowledged.class, answer -> answer.client().equals("car-1") && answer.turn() == 2);
        watch.await(ClientEvent.Acknowledged.class, answer -> answer.client().equals("drone-2"));
        var first = watch.of(ClientEvent.Sent.class).stream().filter(sent -> sent.client().equals("car-1")).findFirst().orElseThrow().session();
        watch.await(ClientEvent.Sent.class, sent -> sent.client().equals("car-1") && sent.turn() == 1 && !sent.session().equals(first));
        watch.await(ReplicaEvent.Deleted.class, gone -> gone.session().equals(first));
    }

    @Test
    void a_node_of_another_process_stands_beside_the_lab_s_unless_it_is_called_like_one_of_them() throws Exception {
        instant();
        try (var other = new discedge.console.nodes.ScriptedNode("R"); var same = new discedge.console.nodes.ScriptedNode("A")) {
            lab.watched().add(lab.watched().ask(other.address()).get(20, TimeUnit.SECONDS), "Rostock", "coast");
            assertEquals(List.of("A", "B", "C", "R"), lab.sites().stream().map(Controls.Site::name).toList());
            var found = lab.watched().ask(same.address()).get(20, TimeUnit.SECONDS);
            String why = assertThrows(Controls.Refused.class, () -> lab.watched().add(found, "", "")).getMessage();
            assertTrue(why.contains("The lab here has a node or client called A"), why);
            assertTrue(lab.canBreak("A", "B") && !lab.canBreak("A", "R"), "a real link is not the lab's to break");
        }
    }
}
