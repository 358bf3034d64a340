package discedge.experiment.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.context.Consistency;
import discedge.event.ClientEvent;
import discedge.event.LabEvent;
import discedge.event.LifeEvent;
import discedge.event.NodeEvent;
import discedge.experiment.live.Controls.Refused;
import discedge.experiment.run.RunFileReader;
import discedge.experiment.scenario.Fault.Kind;
import discedge.experiment.scenario.Fault.Target;
import discedge.experiment.scenario.Scenario;
import discedge.experiment.scenario.ScenarioReader;
import discedge.lab.LabWatch;
import discedge.session.ContextMode;
import discedge.timeline.transcript.Transcripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios beside the live lab, and the end of it all. */
@Timeout(60)
class LiveLabClosingTest {
    private final LabWatch watch = new LabWatch();
    private final LabWatch played = new LabWatch();
    @TempDir private Path runs;

    private LiveLab up(LabPlan plan) throws Exception {
        var lab = new LiveLab(plan, watch, new Transcripts(), runs);
        lab.start().get(30, TimeUnit.SECONDS);
        return lab;
    }

    private static LabPlan quiet() {
        return LabPlan.builtIn().withOthers(List.of()).withDemonstration(false);
    }

    private static Scenario scenario(String profile, String... messages) throws Exception {
        var text = new StringBuilder("name: Short\nclient: {think: 10ms}\nnodes: [{name: A, profile: " + profile + "}, {name: B, profile: " + profile + "}]\nmessages:\n");
        for (String message : messages) text.append("  - ").append(message).append('\n');
        return ScenarioReader.parse(text.toString(), "short.yaml");
    }

    private Controls.Playing play(LiveLab lab, Scenario scenario) {
        return lab.play(scenario, ContextMode.TOKENIZED, Consistency.STRONG, 7, played::emit);
    }

    /** What it takes, in milliseconds. */
    private static long close(LiveLab lab) {
        long begun = System.nanoTime();
        lab.close();
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /** Far from what a turn, a cut or a scenario would take to end by itself; on a busy machine it may be more than {@link LiveLab#CLOSING}. */
    private static void assertInTime(long millis) {
        assertTrue(millis < 4 * LiveLab.CLOSING.toMillis(), "closing took " + millis + " ms");
    }

    @Test
    void a_scenario_plays_on_a_lab_of_its_own_and_its_files_are_saved() throws Exception {
        LiveLab lab = up(quiet().withProfile("instant"));
        int before = watch.events().size();
        Controls.Playing playing = play(lab, scenario("instant", "One", "Two"));
        assertEquals("Short", lab.playing().orElseThrow());
        assertTrue(assertThrows(Refused.class, () -> play(lab, scenario("instant", "One"))).getMessage().contains("“Short” is playing"));
        Path folder = playing.saved().get(30, TimeUnit.SECONDS);
        assertTrue(lab.playing().isEmpty());
        assertEquals(Set.of("run.dcerun", "turns.csv", "summary.json"), files(folder));
        List<NodeEvent> saved = RunFileReader.read(folder.resolve("run.dcerun")).events().stream().map(event -> event.event()).toList();
        assertEquals(played.events(), saved);
        assertEquals("done", played.of(LabEvent.ScenarioEnded.class).getFirst().outcome());
        assertTrue(watch.events().subList(before, watch.events().size()).stream().noneMatch(event -> event instanceof ClientEvent), "the live lab's log has none of it");
        close(lab);
    }

    private static Set<String> files(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void a_scenario_that_is_stopped_is_saved_as_far_as_it_went() throws Exception {
        LiveLab lab = up(quiet().withProfile("instant"));
        Controls.Playing playing = play(lab, scenario("jetson-tx2", "One", "Two"));
        played.await(ClientEvent.FirstToken.class, token -> true);
        playing.stop();
        Path folder = playing.saved().get(20, TimeUnit.SECONDS);
        assertEquals(Set.of("run.dcerun", "turns.csv", "summary.json"), files(folder));
        assertTrue(Files.readString(folder.resolve("summary.json")).contains("interrupted"));
        close(lab);
    }

    @Test
    void where_no_file_can_be_written_the_run_says_so_in_words() throws Exception {
        Path taken = Files.writeString(runs.resolve("taken"), "a file");
        var lab = new LiveLab(quiet().withProfile("instant"), watch, new Transcripts(), taken);
        lab.start().get(30, TimeUnit.SECONDS);
        Controls.Playing playing = play(lab, scenario("instant", "One"));
        var failed = assertThrows(ExecutionException.class, () -> playing.saved().get(30, TimeUnit.SECONDS));
        assertTrue(failed.getCause() instanceof Refused && failed.getCause().getMessage().startsWith("The run could not be saved in "), failed.toString());
        close(lab);
    }

    @Test
    void closing_while_turns_run_does_not_wait_for_them_and_leaves_no_thread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        LiveLab lab = up(LabPlan.builtIn().withProfile("raspberry-pi-4"));
        watch.await(ClientEvent.FirstToken.class, token -> true);
        assertInTime(close(lab));
        assertEquals(3, watch.of(LifeEvent.Stopped.class).size(), "the nodes were closed, not killed");
        LabWatch.until("no thread of ours that keeps a process alive is left", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.isAlive() && !thread.isDaemon() && !before.contains(thread)));
        assertThrows(Refused.class, () -> lab.ask("u1", "hello"));
        close(lab);
    }

    @Test
    void closing_while_a_turn_waits_at_a_cut_and_a_node_is_down_waits_for_neither() throws Exception {
        LiveLab lab = up(quiet());
        lab.ask("u1", "One");
        watch.await(ClientEvent.Acknowledged.class, answer -> answer.turn() == 1);
        lab.begin(new Kind.Kill(), new Target.Node("C"), Duration.ZERO);
        lab.begin(new Kind.Cut(true), new Target.ClientLink("B"), Duration.ZERO);
        watch.await(LabEvent.LinkSet.class, link -> link.cut().equals("silent"));
        lab.roam("u1", "B");
        LabWatch.until("it is asked", () -> {
            try {
                lab.ask("u1", "Two");
                return true;
            } catch (Refused e) {
                return false;
            }
        });
        watch.await(ClientEvent.Sent.class, sent -> sent.turn() == 2);
        assertInTime(close(lab));
    }

    @Test
    void closing_while_a_scenario_plays_saves_it_in_time() throws Exception {
        LiveLab lab = up(quiet().withProfile("instant"));
        Controls.Playing playing = play(lab, scenario("raspberry-pi-4", "One", "Two"));
        played.await(ClientEvent.FirstToken.class, token -> true);
        assertInTime(close(lab));
        assertTrue(playing.saved().isDone(), "saved before it is closed");
        assertEquals(Set.of("run.dcerun", "turns.csv", "summary.json"), files(playing.saved().get()));
    }

    @Test
    void closing_while_it_starts_ends_what_has_started() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        var lab = new LiveLab(quiet(), watch, new Transcripts(), runs);
        lab.start();
        watch.await(LifeEvent.Started.class, node -> true);
        assertInTime(close(lab));
        LabWatch.until("no thread of ours that keeps a process alive is left", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.isAlive() && !thread.isDaemon() && !before.contains(thread)));
    }
}
