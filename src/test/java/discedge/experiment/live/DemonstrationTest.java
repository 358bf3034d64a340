package discedge.experiment.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.ReplicaEvent;
import discedge.event.TurnEvent;
import discedge.experiment.live.Controls.Demonstration;
import discedge.experiment.scenario.Fault.Kind;
import discedge.experiment.scenario.Fault.Target;
import discedge.experiment.scenario.Network;
import discedge.lab.LabWatch;
import discedge.timeline.transcript.Transcripts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration does what a person could, says what was measured, and steps back when a person takes over. */
@Timeout(60)
class DemonstrationTest {
    private static final LabPlan PLAN = LabPlan.builtIn().withOthers(List.of());

    private final LabWatch watch = new LabWatch();
    @TempDir private Path runs;
    private LiveLab lab;

    private void up(LabPlan plan) throws Exception {
        lab = new LiveLab(plan, watch, new Transcripts(), runs);
        lab.start().get(30, TimeUnit.SECONDS);
    }

    /** A round in about six seconds. */
    private void fast() throws Exception {
        up(PLAN.withProfile("instant").withTempo(10));
    }

    @AfterEach
    void end() {
        if (lab != null) lab.close();
    }

    private List<String> captions() {
        return watch.of(LabEvent.Said.class).stream().map(LabEvent.Said::text).toList();
    }

    @Test
    void tokens_stream_at_A_at_once_and_the_client_roams_some_five_seconds_later() throws Exception {
        up(PLAN);
        long begun = System.nanoTime();
        assertEquals("A", watch.await(ClientEvent.FirstToken.class, token -> true).node());
        watch.await(ClientEvent.Roamed.class, roam -> roam.node().equals("B"));
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertTrue(seconds > 3.5 && seconds < 20, "after " + seconds + " s");
        assertEquals("B", watch.await(ClientEvent.Acknowledged.class, answer -> answer.turn() == 2).node());
    }

    @Test
    void before_it_roams_it_says_how_far_the_next_node_was_measured_to_be_behind() throws Exception {
        fast();
        watch.await(ClientEvent.Roamed.class, roam -> roam.node().equals("B"));
        String caption = captions().stream().filter(text -> text.startsWith("B is ")).findFirst().orElseThrow();
        Matcher said = Pattern.compile("B is (\\d+) ms behind, and has turn 1\\. The client roams there\\.").matcher(caption);
        assertTrue(said.matches(), caption);
        var arrived = watch.of(ReplicaEvent.Arrived.class).stream().filter(record -> record.node().equals("B") && record.key().contains("t000001")).findFirst().orElseThrow();
        assertEquals(Math.round(Duration.between(arrived.written(), arrived.at()).toNanos() / 1e6), Long.parseLong(said.group(1)));
    }

    @Test
    void in_the_cut_the_client_waits_meets_409_and_is_answered_once_it_heals() throws Exception {
        fast();
        var cut = watch.await(LabEvent.FaultBegan.class, fault -> true);
        assertEquals("cut B", cut.kind() + " " + cut.target());
        var behind = watch.await(ClientEvent.Failed.class, failed -> failed.code().equals("replica_behind"));
        assertEquals("B", behind.node());
        assertFalse(watch.await(LabEvent.FaultEnded.class, fault -> fault.fault() == cut.fault()).byHand());
        var answer = watch.await(ClientEvent.Acknowledged.class, turn -> turn.turn() == behind.turn());
        assertEquals("B", answer.node());
        assertFalse(answer.stale());
        var said = watch.await(LabEvent.Said.class, text -> text.text().startsWith("B is whole again"));
        assertTrue(said.text().contains(answer.attempts() + " tries"), said.text());
        watch.await(ClientEvent.Roamed.class, roam -> roam.node().equals("A") && roam.at().isAfter(answer.at()));
    }

    @Test
    void a_round_ends_and_the_next_begins_another_chat_at_home() throws Exception {
        up(PLAN.withProfile("instant").withTempo(30));
        var first = watch.await(ClientEvent.Sent.class, sent -> true).session();
        var second = watch.await(ClientEvent.Sent.class, sent -> !sent.session().equals(first));
        assertEquals("A", second.node());
        assertEquals(1, second.turn());
    }

    @Test
    void a_person_who_roams_pauses_it_the_running_turn_goes_on_and_nothing_more_is_sent() throws Exception {
        up(PLAN);
        watch.await(ClientEvent.FirstToken.class, token -> token.turn() == 1);
        lab.roam("u1", "C");
        assertEquals(Demonstration.PAUSED, lab.demonstration());
        watch.await(ClientEvent.Acknowledged.class, answer -> answer.turn() == 1);
        LabWatch.until("the client is idle", () -> !lab.asking("u1"));
        lab.ask("u1", "My own question");
        assertEquals("C", watch.await(ClientEvent.Acknowledged.class, answer -> answer.turn() == 2).node());
        assertEquals(2, watch.of(ClientEvent.Sent.class).size(), "the demonstration's and mine");
        lab.resumeDemonstration();
        assertEquals(Demonstration.PLAYING, lab.demonstration());
        watch.await(ClientEvent.Roamed.class, roam -> roam.node().equals("B"));
        watch.await(ClientEvent.Sent.class, sent -> sent.turn() == 3 && sent.node().equals("B"));
    }

    @Test
    void a_person_s_prompt_goes_out_behind_the_demonstration_s_turn() throws Exception {
        up(PLAN);
        watch.await(ClientEvent.FirstToken.class, token -> token.turn() == 1);
        lab.ask("u1", "My own question");
        assertEquals(Demonstration.PAUSED, lab.demonstration());
        var mine = watch.await(ClientEvent.Acknowledged.class, answer -> answer.turn() == 2);
        assertTrue(mine.at().isAfter(watch.await(ClientEvent.Acknowledged.class, answer -> answer.turn() == 1).at()));
    }

    @Test
    void a_prompt_that_waits_behind_it_can_be_taken_back_and_is_never_sent() throws Exception {
        up(PLAN);
        watch.await(ClientEvent.FirstToken.class, token -> token.turn() == 1);
        lab.ask("u1", "My own question");
        assertEquals(Optional.of("My own question"), lab.takeBack("u1"));
        assertEquals(Optional.empty(), lab.takeBack("u1"));
        LabWatch.until("the client is idle", () -> !lab.asking("u1"));
        assertEquals(1, watch.of(ClientEvent.Sent.class).size());
    }

    @Test
    void a_prompt_that_waits_behind_its_turn_goes_out_once_that_is_stopped() throws Exception {
        up(PLAN);
        watch.await(ClientEvent.FirstToken.class, token -> token.turn() == 1);
        lab.ask("u1", "My own question");
        lab.stop("u1");
        watch.await(ClientEvent.Acknowledged.class, answer -> answer.turn() == 2);
    }

    @Test
    void a_fault_put_in_by_hand_pauses_it_and_looking_does_not() throws Exception {
        fast();
        var session = watch.await(ClientEvent.Sent.class, sent -> true).session();
        lab.look("A", session).get(10, TimeUnit.SECONDS);
        assertEquals(Demonstration.PLAYING, lab.demonstration());
        lab.begin(new Kind.Delay(Duration.ofMillis(80)), new Target.Between("A", "C"), Duration.ZERO);
        assertEquals(Demonstration.PAUSED, lab.demonstration());
    }

    @Test
    void paused_before_the_lab_is_up_it_waits_to_be_resumed() throws Exception {
        lab = new LiveLab(PLAN.withProfile("instant"), watch, new Transcripts(), runs);
        lab.pauseDemonstration();
        assertEquals(Demonstration.PAUSED, lab.demonstration());
        lab.start().get(30, TimeUnit.SECONDS);
        assertEquals(Demonstration.PAUSED, lab.demonstration());
        assertEquals(List.of(), watch.of(TurnEvent.class));
        lab.resumeDemonstration();
        watch.await(ClientEvent.Acknowledged.class, answer -> answer.turn() == 1);
    }

    @Test
    void it_plays_on_one_node_and_on_two_as_well() throws Exception {
        Network three = LabPlan.builtIn().network();
        var one = new Network("one", three.nodes().subList(0, 1), List.of(), three.clientLink(), three.prompts());
        up(new LabPlan(one, "u1", List.of(), Optional.of("instant"), 1, LabPlan.WINDOW, true, 30));
        watch.await(ClientEvent.Acknowledged.class, answer -> answer.turn() == 8);
        assertEquals(List.of(), watch.of(LabEvent.FaultBegan.class));
        lab.close();
        var two = new Network("two", three.nodes().subList(0, 2), three.links().subList(0, 1), three.clientLink(), three.prompts());
        up(new LabPlan(two, "u1", List.of(), Optional.of("instant"), 1, LabPlan.WINDOW, true, 30));
        watch.await(LabEvent.FaultEnded.class, fault -> fault.target().equals("B"));
        var began = watch.of(LabEvent.FaultBegan.class).getFirst().at();
        watch.await(ClientEvent.Roamed.class, roam -> roam.node().equals("A") && roam.from().equals("B") && roam.at().isAfter(began));
    }
}
