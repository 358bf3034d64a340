package discedge.console.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import discedge.console.ConsoleWindow;
import discedge.console.kit.Theme;
import discedge.console.model.Run;
import discedge.console.model.Settings;
import discedge.event.EventSink;
import discedge.event.RecordedEvent;
import discedge.event.TurnEvent;
import discedge.experiment.live.LabPlan;
import discedge.experiment.live.LiveLab;
import discedge.experiment.run.RunFileReader;
import discedge.timeline.Timeline;
import discedge.timeline.log.EventStore;
import discedge.timeline.transcript.Transcripts;
import discedge.timeline.world.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Interaction 10 on a lab that really plays. */
@Timeout(120)
class RealPlayTest {
    private static final String SCENARIO = """
            name: "Two nodes"
            nodes: [{name: A, profile: instant}, {name: B, profile: instant}]
            client: {think: 20ms}
            messages:
              - "What is SLAM?"
              - {text: "Why is it hard on a small robot?", node: B}
              - "Compare EKF SLAM and particle filters."
            """;

    private final FxRobot robot = new FxRobot();
    @TempDir private Path folder;
    private LiveLab lab;
    private ConsoleWindow window;

    @BeforeEach
    void openWindow() throws Exception {
        FxToolkit.registerPrimaryStage();
        var transcripts = new Transcripts();
        lab = new LiveLab(LabPlan.builtIn().withDemonstration(false), EventSink.NONE, transcripts, folder.resolve("runs"));
        window = fx(() -> {
            var opened = new ConsoleWindow(new Stage(), Run.live("lab", new Timeline(new EventStore(), Source.EMBEDDED), transcripts, lab), Settings.DEFAULT, Theme.DARK,
                    InstantSource.system(), 1440, 900);
            opened.show();
            return opened;
        });
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT5).release(KeyCode.DIGIT5, KeyCode.CONTROL);
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !text("#scenario-about").isEmpty());
        fx(() -> {
            robot.lookup("#scenario-yaml").queryAs(TextArea.class).setText(SCENARIO);
            return null;
        });
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text("#scenario-about").startsWith("3 turns"));
    }

    @AfterEach
    void closeWindow() {
        fx(() -> {
            window.close();
            return null;
        });
        lab.close();
    }

    private static <T> T fx(Callable<T> action) {
        T result = WaitForAsyncUtils.waitForAsyncFx(10_000, action);
        WaitForAsyncUtils.waitForFxEvents();
        return result;
    }

    private String text(String id) {
        return fx(() -> robot.lookup(id).tryQueryAs(Labeled.class).map(Labeled::getText).orElse(""));
    }

    /** Plays with the seed and returns the run's folder. */
    private Path play(String seed) throws Exception {
        fx(() -> {
            robot.lookup("#scenario-seed").queryAs(TextInputControl.class).setText(seed);
            return null;
        });
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> fx(() -> !robot.lookup("#scenario-play").query().isDisabled()));
        robot.clickOn("#scenario-play");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> fx(() -> robot.lookup("#scenario-stop").query().isVisible()));
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> fx(() -> robot.lookup("#scenario-play").query().isVisible()) && text("#scenario-folder").startsWith("saved in "));
        return Path.of(text("#scenario-folder").substring("saved in ".length()));
    }

    /** What a seed decides: where each turn went and what came of it, in ids and hashes. Times and the order of what happens at once are not among it. */
    private static List<String> decided(Path run) throws Exception {
        var turns = new ArrayList<String>();
        for (RecordedEvent event : RunFileReader.read(run.resolve("run.dcerun")).events()) {
            if (event.event() instanceof TurnEvent.Committed commit)
                turns.add("turn " + commit.turn() + " at " + commit.node() + ", " + commit.newTokens() + " ids, " + commit.hash() + " after " + commit.before() + ", context " + commit.contextDigest());
            if (event.event() instanceof TurnEvent.Answered answer) turns.add("answer " + answer.turn() + " " + answer.answerDigest() + " of " + answer.contextTokens());
        }
        return turns;
    }

    @Test
    void the_same_seed_gives_the_same_events_and_another_one_others() throws Exception {
        Path first = play("7");
        assertEquals("EVERY TURN ANSWERED", text("#scenario-outcome"));
        assertTrue(text("#scenario-summary").startsWith("3 of 3 turns answered, after 1 roam."), text("#scenario-summary"));
        try (Stream<Path> files = Files.list(first)) {
            assertEquals(List.of("run.dcerun", "summary.json", "turns.csv"), files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        var transcripts = fx(() -> window.console().model().run().transcripts());
        var session = fx(() -> Steps.session(window.console().model().run().timeline().newest()).orElseThrow().id());
        var said = transcripts.upTo(session, java.time.Instant.MAX);
        assertEquals(List.of("What is SLAM?", "Why is it hard on a small robot?", "Compare EKF SLAM and particle filters."), said.stream().map(Transcripts.Exchange::prompt).toList());
        assertTrue(said.stream().noneMatch(exchange -> exchange.answer().isBlank()), "answers are heard as they come");
        Path second = play("7");
        assertTrue(!first.equals(second), "two runs, two folders");
        assertEquals(6, decided(first).size());
        assertEquals(decided(first), decided(second));
        assertTrue(!decided(first).equals(decided(play("8"))));
    }

    @Test
    void its_file_opens_in_replay_as_it_was() throws Exception {
        Path saved = play("1");
        long events = fx(() -> window.console().model().run().timeline().newest()).event();
        robot.clickOn("#scenario-replay");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text("#source").equals("FILE") && text("#mode").startsWith("REPLAY"));
        var opened = fx(() -> window.console().model().run());
        assertEquals(saved.resolve("run.dcerun"), opened.file().orElseThrow());
        assertEquals(events, opened.timeline().newest().event());
        assertEquals(List.of("A", "B"), opened.sites().stream().map(site -> site.name()).toList());
        robot.clickOn("#back");
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> text("#mode").equals("LIVE"));
    }

    @Test
    void one_that_is_stopped_is_saved_all_the_same() throws Exception {
        fx(() -> {
            TextArea yaml = robot.lookup("#scenario-yaml").queryAs(TextArea.class);
            yaml.setText(SCENARIO.replace("think: 20ms", "think: 1min"));
            return null;
        });
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> fx(() -> !robot.lookup("#scenario-play").query().isDisabled()));
        robot.clickOn("#scenario-play");
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> fx(() -> window.console().model().run().timeline().newest().scenario().filter(its -> its.turn() == 1).isPresent()));
        robot.clickOn("#scenario-stop");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> text("#scenario-outcome").equals("STOPPED"));
        Path run = Path.of(text("#scenario-folder").substring("saved in ".length()));
        assertTrue(RunFileReader.read(run.resolve("run.dcerun")).cutShort().isEmpty(), "its end is in the file");
    }
}
